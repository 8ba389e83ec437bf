/**
 * This phone's own key, for phones without passkeys. WebCrypto makes it so that nobody can read its
 * private half out, not even this page; the browser keeps it in IndexedDB, and may evict it.
 */
import type { RegisterPinDevice } from "@scantill/contract/wallet";
import { toBase64Url } from "../base64url.ts";

export type DeviceKey = {
  readonly privateKey: CryptoKey;
  readonly publicKey: RegisterPinDevice["publicKey"];
};

/**
 * The key in use, and one that is being registered: should the page be closed in between, neither
 * is lost.
 */
type Slot = "current" | "next";

const databaseName = "scantill";
const storeName = "device-keys";
const algorithm = { name: "ECDSA", namedCurve: "P-256", hash: "SHA-256" } as const;

export async function makeDeviceKey(): Promise<DeviceKey> {
  const { privateKey, publicKey } = await crypto.subtle.generateKey(algorithm, false, ["sign"]);
  const { x = "", y = "" } = await crypto.subtle.exportKey("jwk", publicKey);
  return { privateKey, publicKey: { kty: "EC", crv: "P-256", x, y } };
}

/** ECDSA with SHA-256 over the text, 64 bytes in base64url. */
export async function signText({ privateKey }: DeviceKey, text: string): Promise<string> {
  const bytes = new TextEncoder().encode(text);
  return toBase64Url(await crypto.subtle.sign(algorithm, privateKey, bytes));
}

/** Rejects where the browser keeps nothing, as some do in private windows. */
export async function keepNextKey(key: DeviceKey): Promise<void> {
  await withKeys("readwrite", (keys) => keys.put(key, "next" satisfies Slot));
}

/** The key that was registered takes the place of the one before. */
export async function useNextKey(): Promise<void> {
  const next = await readKey("next");
  if (next === null) return;
  await withKeys("readwrite", (keys) => {
    keys.put(next, "current" satisfies Slot);
    return keys.delete("next" satisfies Slot);
  });
  // Asks the browser not to evict the key; a no is nothing that the payer could do anything about.
  void navigator.storage?.persist?.().catch(() => false);
}

export async function dropNextKey(): Promise<void> {
  await withKeys("readwrite", (keys) => keys.delete("next" satisfies Slot));
}

/** A next key that was not dropped has been registered by a page that was closed too early. */
export async function findDeviceKey(): Promise<DeviceKey | null> {
  try {
    return (await readKey("next")) ?? (await readKey("current"));
  } catch {
    return null;
  }
}

export async function forgetDeviceKey(): Promise<void> {
  try {
    await withKeys("readwrite", (keys) => keys.clear());
  } catch {
    // Where nothing can be kept, there is nothing to forget.
  }
}

async function readKey(slot: Slot): Promise<DeviceKey | null> {
  const found = await withKeys("readonly", (keys) => keys.get(slot));
  return (found as DeviceKey | undefined) ?? null;
}

async function withKeys<Result>(
  mode: IDBTransactionMode,
  use: (keys: IDBObjectStore) => IDBRequest<Result>,
): Promise<Result> {
  const database = await openDatabase();
  try {
    const transaction = database.transaction(storeName, mode);
    const request = use(transaction.objectStore(storeName));
    await new Promise<void>((resolve, reject) => {
      transaction.oncomplete = () => resolve();
      transaction.onabort = () => reject(transaction.error);
    });
    return request.result;
  } finally {
    database.close();
  }
}

function openDatabase(): Promise<IDBDatabase> {
  return new Promise((resolve, reject) => {
    const opening = indexedDB.open(databaseName, 1);
    opening.onupgradeneeded = () => opening.result.createObjectStore(storeName);
    opening.onsuccess = () => resolve(opening.result);
    opening.onerror = () => reject(opening.error);
  });
}
