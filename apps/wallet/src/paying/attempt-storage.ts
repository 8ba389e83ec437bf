/**
 * Where attempts survive a reload: this browser's storage, or this page's memory where a browser
 * refuses it.
 */
import type { AttemptStorage } from "./attempt.ts";

export function attemptStorage(): AttemptStorage {
  try {
    localStorage.setItem("scantill.probe", "");
    localStorage.removeItem("scantill.probe");
    return localStorage;
  } catch {
    return storageInMemory();
  }
}

export function storageInMemory(): AttemptStorage {
  const entries = new Map<string, string>();
  return {
    getItem: (key) => entries.get(key) ?? null,
    setItem: (key, value) => void entries.set(key, value),
    removeItem: (key) => void entries.delete(key),
    key: (index) => [...entries.keys()][index] ?? null,
    get length() {
      return entries.size;
    },
  };
}
