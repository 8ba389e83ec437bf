/**
 * Where this page is. Links load a page anew; only steps that must keep what is on the screen
 * change the address in place.
 */
import { signal } from "@preact/signals";
import { type Route, routeOf } from "./routes.ts";

export const route = signal<Route>(routeOf(location));

/** Goes to another screen that shares what this page holds. */
export function goTo(address: string): void {
  if (isHere(address)) return;
  history.pushState(null, "", address);
  route.value = routeOf(location);
}

/** Gives the screen that is shown its lasting address, so that a reload comes back to it. */
export function settleAt(address: string): void {
  if (isHere(address)) return;
  history.replaceState(history.state, "", address);
  route.value = routeOf(location);
}

function isHere(address: string): boolean {
  return location.pathname + location.search === address;
}

addEventListener("popstate", () => {
  route.value = routeOf(location);
});
