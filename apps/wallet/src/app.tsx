/** The frame around every screen, and what is said aloud when a state changes. */

import { route } from "./addresses/navigation.ts";
import { homeAddress } from "./addresses/routes.ts";
import { Icon } from "./parts/icon.tsx";
import { LanguagePicker } from "./parts/language-picker.tsx";
import { later } from "./parts/later.tsx";
import { isFinal } from "./paying/payment-view.ts";
import { paymentView } from "./payments.ts";
import { sheetFrame } from "./pins/load-pins.ts";
import { HomeScreen } from "./screens/home-screen.tsx";
import { PaymentScreen } from "./screens/payment-screen.tsx";
import { UnknownScreen } from "./screens/unknown-screen.tsx";
import { announcementOf } from "./texts/announcement.ts";
import { text } from "./texts/texts.ts";

/** A review must be there at once; whoever scans has a moment. */
const ScanScreen = later({
  load: async () => (await import("./screens/scan-screen.tsx")).ScanScreen,
  meanwhile: <main class="screen" aria-busy="true" />,
});

const DevicesScreen = later({
  load: async () => (await import("./screens/devices-screen.tsx")).DevicesScreen,
  meanwhile: <main class="screen" aria-busy="true" />,
});

export function App() {
  return (
    <>
      <header class="masthead">
        <a class="brand" href={homeAddress}>
          <Icon name="mark" />
          {text("app.name")}
        </a>
      </header>
      <Screen />
      {sheetFrame.value !== null && <sheetFrame.value />}
      <footer class="foot">
        <LanguagePicker />
      </footer>
      <p class="unseen" role="status">
        {announcementOf(paymentView.value)}
      </p>
    </>
  );
}

function Screen() {
  switch (route.value.screen) {
    case "home":
      return <HomeScreen />;
    case "code":
    case "payment":
      return <PaymentScreen />;
    case "scan":
      return isFinal(paymentView.value) ? <PaymentScreen /> : <ScanScreen />;
    case "devices":
      return <DevicesScreen />;
    case "unknown":
      return <UnknownScreen />;
    default:
      return route.value satisfies never;
  }
}
