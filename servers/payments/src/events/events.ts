/** The events' door: every slice records what happened here, in the transaction that made it happen. */
import type { TenantTx } from "#tenant";
import type { NewEvent } from "./event.ts";
import { insertEvents } from "./event-store.ts";
import { announce } from "./live-events.ts";

export { getEventRows as getEvents, listEventRows as listEvents } from "./event-store.ts";
export { type EventTail, tailEvents, watchAllEvents, watchRequest } from "./live-events.ts";

/** Records events with their deliveries, and nudges the watchers once the transaction has committed. */
export async function recordEvents(tx: TenantTx, events: readonly NewEvent[]): Promise<void> {
  if (events.length === 0) return;
  await insertEvents(tx, events);
  tx.afterCommit(() => announce(events.map((event) => event.requestId)));
}
