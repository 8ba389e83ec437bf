/**
 * The worker behind the outbox. A letter is sent at least once: should we die between sending and writing that down, it goes out
 * again, under the same message id. No address and no content is ever logged.
 */
import { setTimeout as delay } from "node:timers/promises";
import { findOrder } from "#orders";
import type { Services } from "#services";
import { transact } from "#tenant";
import { isGivenUp, retrySeconds } from "./mail.ts";
import { type ClaimedMail, claimMails, saveGivenUp, saveSent } from "./mail-store.ts";
import { paidLetter } from "./paid-mail-page.ts";
import { type Post, responseCodeOf } from "./post.ts";

const pauseMs = 5_000;
const batch = 10;

/** Tries every letter that is due, and returns how many those were. One failure does not hold up the others. */
export async function sendMails(services: Services, post: Post): Promise<number> {
  const mails = await transact(services.database, (tx) =>
    claimMails(tx, { retrySeconds, limit: batch }),
  );
  for (const mail of mails) await sendMail(services, post, mail);
  return mails.length;
}

async function sendMail({ config, database, log }: Services, post: Post, mail: ClaimedMail) {
  const order = await findOrder(database, mail.orderId);
  if (order === null || order.email === null) {
    throw new Error("a letter was written about an order without an address");
  }
  try {
    await post.send(await paidLetter({ ...order, email: order.email }, config.publicUrl));
  } catch (error) {
    const responseCode = responseCodeOf(error);
    const hasEnded = isGivenUp({ responseCode }, mail.attempts);
    const { number } = order;
    log.warn({ order: number, responseCode, hasEnded }, "a letter could not be sent");
    if (hasEnded) await saveGivenUp(database, mail);
    return;
  }
  await saveSent(database, mail);
}

/** Runs until the signal says stop, and resolves when the round under way has ended. */
export async function runMailing(
  services: Services,
  post: Post,
  signal: AbortSignal,
): Promise<void> {
  while (!signal.aborted) {
    await sendMails(services, post).catch((error: unknown) => {
      services.log.error({ err: error }, "letters could not be sent");
    });
    await delay(pauseMs, undefined, { signal }).catch(() => undefined);
  }
  post.close();
}
