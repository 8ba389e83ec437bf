/** What the operator said behind `scantill start`. */
import { SetupError } from "@scantill/service-kit/setup-error";

export type Options = {
  readonly isWatched: boolean;
  /** Whether phones in the same network are let in, and at which address if one was named. */
  readonly lan: { readonly wish: string | null } | null;
};

export function readOptions(args: readonly string[]): Options {
  let options: Options = { isWatched: false, lan: null };
  for (const arg of args) {
    if (arg === "--watch") options = { ...options, isWatched: true };
    else if (arg === "--lan") options = { ...options, lan: { wish: null } };
    else if (arg.startsWith("--lan=")) options = { ...options, lan: { wish: arg.slice(6) } };
    else
      throw new SetupError(`"${arg}" says nothing to start; it knows --lan[=ADDRESS] and --watch.`);
  }
  return options;
}
