/**
 * A recovery code that its owner has not written down yet. It survives a reload, but not this tab:
 * on the disk it would lead whoever holds the unlocked phone around the PIN.
 */
import { signal } from "@preact/signals";

const key = "scantill.unkept-recovery-code";

export const unkeptCode = signal<string | null>(remembered());

export function rememberCode(code: string): void {
  unkeptCode.value = code;
  try {
    sessionStorage.setItem(key, code);
  } catch {
    // Then this page alone remembers it.
  }
}

export function codeIsKept(): void {
  unkeptCode.value = null;
  try {
    sessionStorage.removeItem(key);
  } catch {
    // It was never there.
  }
}

function remembered(): string | null {
  try {
    return sessionStorage.getItem(key);
  } catch {
    return null;
  }
}
