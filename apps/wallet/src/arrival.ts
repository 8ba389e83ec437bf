/** How this page was reached, looked at once, before the wallet changes the history itself. */
import { cameFromTerminal } from "./return-link.ts";
import { routeOf } from "./routes.ts";

export const cameFromThisDevice = cameFromTerminal({
  screen: routeOf(location).screen,
  historyLength: history.length,
});
