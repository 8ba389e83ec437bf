/** Six digits that only their owner knows. Worth nothing without the phone's own key. */

export const pinLength = 6;

/** What was typed or pasted, without the spaces and dashes that people put between digits. */
export function digitsOf(text: string): string {
  return text.replaceAll(/\D/g, "").slice(0, pinLength);
}

export function isPin(text: string): boolean {
  return text.length === pinLength && digitsOf(text) === text;
}

/** What a thief tries first: two different digits at most, a half said twice, a row up or down. */
export function isEasyToGuess(pin: string): boolean {
  if (!isPin(pin)) return false;
  const half = pin.slice(0, pinLength / 2);
  return new Set(pin).size <= 2 || pin === half + half || isRow(pin);
}

/** What is wrong with a PIN that is chosen, or null. */
export type PinFault = "incomplete" | "different";

export function faultOf(pin: string, repeated: string): PinFault | null {
  if (!isPin(pin)) return "incomplete";
  return pin === repeated ? null : "different";
}

/** As on a keypad, where 0 follows 9. */
function isRow(pin: string): boolean {
  const digits = [...pin].map(Number);
  const steps = digits.slice(1).map((digit, index) => (digit - (digits[index] ?? 0) + 10) % 10);
  return steps.every((step) => step === 1) || steps.every((step) => step === 9);
}
