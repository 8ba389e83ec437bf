/**
 * Argon2id over a keyed hash of the PIN (OWASP: 19 MiB, 2 passes, 1 lane). The key, the pepper, lives outside of the database. Few are
 * computed at a time, since each takes a core and memory; whoever would wait too long is refused. Node has it from 24.7 on; on an
 * older one everything but PINs works.
 */
import crypto, { randomBytes, timingSafeEqual } from "node:crypto";
import { promisify } from "node:util";
import type { Sealer } from "@scantill/service-kit/sealed";
import { refuse } from "#refuse";
import type { PinDeviceId } from "./pin.ts";

const cost = { memory: 19_456, passes: 2, parallelism: 1, tagLength: 32 };
const mostAtOnce = 2;
const mostWaiting = 100;

export type PinOfDevice = { readonly deviceId: PinDeviceId; readonly pin: string };
export type PinHash = { readonly salt: Uint8Array; readonly hash: Uint8Array };

export async function hashPin(sealer: Sealer, pin: PinOfDevice): Promise<PinHash> {
  const salt = randomBytes(16);
  return { salt, hash: await argon2id(sealer, pin, salt) };
}

export async function isPin(sealer: Sealer, pin: PinOfDevice, stored: PinHash): Promise<boolean> {
  return timingSafeEqual(await argon2id(sealer, pin, stored.salt), stored.hash);
}

async function argon2id(
  sealer: Sealer,
  { deviceId, pin }: PinOfDevice,
  salt: Uint8Array,
): Promise<Buffer> {
  const message = sealer.keyedHash(pin, `pin ${deviceId}`);
  return takingTurns(() => promisify(crypto.argon2)("argon2id", { message, nonce: salt, ...cost }));
}

let running = 0;
const waiting: (() => void)[] = [];

async function takingTurns<Result>(work: () => Promise<Result>): Promise<Result> {
  if (waiting.length >= mostWaiting) refuse("approvals_busy", { retryAfterSeconds: 2 });
  if (running >= mostAtOnce) await new Promise<void>((resolve) => waiting.push(resolve));
  running += 1;
  try {
    return await work();
  } finally {
    running -= 1;
    waiting.shift()?.();
  }
}
