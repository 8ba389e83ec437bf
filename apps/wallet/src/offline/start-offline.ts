/**
 * Has the wallet's own pages kept by the service worker. Whoever only opens a code has no use for
 * that, and is not made to wait for it.
 */
import { homeAddress } from "../addresses/routes.ts";

export async function startOffline(): Promise<void> {
  if (!location.pathname.startsWith(homeAddress) || !("serviceWorker" in navigator)) return;
  try {
    await navigator.serviceWorker.register(`${homeAddress}service-worker.js`, {
      scope: homeAddress,
      updateViaCache: "none",
    });
  } catch {
    // Refused by the browser, as in a private window: the wallet then needs a connection to open.
  }
}
