/** Waits for what becomes true in its own time, where no browser page can do the waiting. */
import { setTimeout as delay } from "node:timers/promises";

const patienceMs = 30_000;
const betweenLooksMs = 50;

/** Runs assertions again and again until they hold; rejects with the last complaint when they do not in time. */
export async function eventually<Found>(look: () => Promise<Found>): Promise<Found> {
  const deadline = Date.now() + patienceMs;
  for (;;) {
    try {
      return await look();
    } catch (complaint) {
      if (Date.now() > deadline) throw complaint;
      await delay(betweenLooksMs);
    }
  }
}
