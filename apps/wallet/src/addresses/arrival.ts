/**
 * How this page was reached: looked at when it is loaded, and kept in its history entry for when it
 * is loaded again.
 */
import { cameFromTerminal } from "./return-link.ts";
import { routeOf } from "./routes.ts";

type ArrivalState = { readonly cameFromThisDevice: boolean } | null;

export const { cameFromThisDevice } = (history.state as ArrivalState) ?? {
  cameFromThisDevice: cameFromTerminal({
    screen: routeOf(location).screen,
    earlierPages: earlierPages(),
    historyLength: history.length,
  }),
};

history.replaceState({ cameFromThisDevice } satisfies ArrivalState, "");

function earlierPages(): number | null {
  // Younger than the browsers we support.
  const { navigation } = globalThis as { readonly navigation?: Navigation };
  return navigation?.currentEntry?.index ?? null;
}
