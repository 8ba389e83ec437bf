/** How this page was reached, looked at once, before the wallet changes the history itself. */
import { cameFromTerminal } from "./return-link.ts";
import { routeOf } from "./routes.ts";

export const cameFromThisDevice = cameFromTerminal({
  screen: routeOf(location).screen,
  earlierPaths: earlierPaths(),
  historyLength: history.length,
});

function earlierPaths(): readonly string[] | null {
  // Younger than the browsers we support.
  const { navigation } = globalThis as { readonly navigation?: Navigation };
  if (navigation === undefined) return null;
  const current = navigation.currentEntry?.index ?? 0;
  return navigation
    .entries()
    .flatMap(({ index, url }) => (index < current && url ? [new URL(url).pathname] : []));
}
