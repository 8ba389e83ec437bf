/** Refusing, with a code that the compiler knows. */
import type { RefusalCode } from "@scantill/contract/refusals";
import { Refusal } from "@scantill/service-kit/refusal";

export function refuse(
  code: RefusalCode,
  details?: ConstructorParameters<typeof Refusal>[1],
): never {
  throw new Refusal(code, details);
}

/** Throws what a rule forbids; does nothing where it forbids nothing. */
export function refuseIf(code: RefusalCode | null): void {
  if (code !== null) refuse(code);
}
