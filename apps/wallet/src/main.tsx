/** Starts the wallet: the address decides the screen, the screen decides what is loaded. */
import { effect } from "@preact/signals";
import { render } from "preact";
import { route } from "./addresses/navigation.ts";
import type { Route } from "./addresses/routes.ts";
import { App } from "./app.tsx";
import { startOffline } from "./offline/start-offline.ts";
import { learnPasskeyAbility } from "./paying/passkey-ability.ts";
import { keepClaimWhileVisible, openByCode, openById, paymentView } from "./payments.ts";
import { loadHome } from "./receipts.ts";
import { startSpeaking } from "./texts/speech.ts";
import "./styles/tokens.css";
import "./styles/page.css";
import "./styles/payment.css";
import "./styles/motion.css";
import "./styles/print.css";

async function enter(next: Route): Promise<void> {
  if (next.screen === "home") await loadHome();
  if (next.screen === "code") await openByCode({ token: next.token });
  if ((next.screen === "payment" || next.screen === "scan") && next.paymentId !== null) {
    const view = paymentView.peek();
    const isOnScreen = "payment" in view && view.payment?.id === next.paymentId;
    if (!isOnScreen) await openById(next.paymentId);
  }
}

effect(() => {
  const next = route.value;
  // Outside of the effect, so that only the route starts it again.
  queueMicrotask(() => void enter(next));
});
keepClaimWhileVisible();
void learnPasskeyAbility();

const root = document.getElementById("wallet");
if (root !== null)
  void startSpeaking().then(() => {
    render(<App />, root);
    void startOffline();
  });
