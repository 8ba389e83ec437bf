/**
 * Nudges for whoever watches a payment request in this process. A nudge says only "look again": the event table is the truth.
 * The process that commits nudges at once; the tail nudges for what other processes have committed.
 */
import type { Id } from "@scantill/service-kit/ids";
import type { TenantDatabase } from "#tenant";
import { listRequestsWithEventsSince } from "./event-store.ts";

type Listener = () => void;

const listenersOf = new Map<Id<"pr">, Set<Listener>>();
const commitListeners = new Set<Listener>();

/** @returns how to stop watching. */
export function watchRequest(requestId: Id<"pr">, listener: Listener): () => void {
  const listeners = listenersOf.get(requestId) ?? new Set();
  listenersOf.set(requestId, listeners.add(listener));
  return () => {
    listeners.delete(listener);
    if (listeners.size === 0) listenersOf.delete(requestId);
  };
}

/** Called after every commit of this process that recorded events. */
export function watchAllEvents(listener: Listener): () => void {
  commitListeners.add(listener);
  return () => commitListeners.delete(listener);
}

export function announce(requestIds: Iterable<Id<"pr">>): void {
  for (const requestId of new Set(requestIds)) {
    for (const listener of listenersOf.get(requestId) ?? []) listener();
  }
  for (const listener of commitListeners) listener();
}

export type EventTail = { readonly stop: () => Promise<void> };

/**
 * Looks for events of other processes. Each look reads a whole window again, because an event with an early id may commit late;
 * a nudge too many is harmless.
 */
export function tailEvents(
  database: TenantDatabase,
  {
    everyMs = 1_000,
    windowMs = 10_000,
    logError,
  }: { everyMs?: number; windowMs?: number; logError: (error: unknown) => void },
): EventTail {
  let current: Promise<void> = Promise.resolve();
  const look = async () => {
    if (listenersOf.size === 0) return;
    const requestIds = await listRequestsWithEventsSince(database, new Date(Date.now() - windowMs));
    for (const requestId of requestIds) {
      for (const listener of listenersOf.get(requestId) ?? []) listener();
    }
  };
  let isLooking = false;
  const timer = setInterval(() => {
    if (isLooking) return;
    isLooking = true;
    current = look()
      .catch(logError)
      .finally(() => {
        isLooking = false;
      });
  }, everyMs);
  return {
    stop: () => {
      clearInterval(timer);
      return current;
    },
  };
}
