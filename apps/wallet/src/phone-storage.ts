/**
 * Where this phone keeps what must survive a reload: the browser's storage, or this page's memory
 * where a browser refuses it.
 */
export type PhoneStorage = Pick<Storage, "getItem" | "setItem" | "removeItem" | "key" | "length">;

export const phoneStorage = browserStorage();

export function storageInMemory(): PhoneStorage {
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

function browserStorage(): PhoneStorage {
  try {
    localStorage.setItem("scantill.probe", "");
    localStorage.removeItem("scantill.probe");
    return localStorage;
  } catch {
    return storageInMemory();
  }
}
