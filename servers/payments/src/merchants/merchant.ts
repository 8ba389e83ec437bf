/** Who is paid. */
import type { Id } from "@scantill/service-kit/ids";

export type Merchant = {
  readonly id: Id<"mer">;
  readonly name: string;
  /** The web origin of the merchant's shop. */
  readonly origin: string;
};
