/** What makes a write the same write, and what is kept of its answer. */
import type { Id } from "@scantill/service-kit/ids";

export type IdempotentCall = {
  readonly merchantId: Id<"mer">;
  readonly route: string;
  readonly key: string;
  readonly requestHash: Buffer;
};
