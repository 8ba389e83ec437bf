/** The way back into a wallet for who has lost the phone's key: 26 characters to be written down. */

const groupLength = 4;

/** In groups, as people copy it down. */
export function spellRecoveryCode(code: string): string {
  return code.match(new RegExp(`.{1,${groupLength}}`, "g"))?.join(" ") ?? "";
}

/** What was typed or pasted, without gaps and in capitals; null when it cannot be a recovery code. */
export function readRecoveryCode(text: string): string | null {
  const code = text.toUpperCase().replaceAll(/[\s-]/g, "");
  return /^[0-9A-Z]{26}$/.test(code) ? code : null;
}
