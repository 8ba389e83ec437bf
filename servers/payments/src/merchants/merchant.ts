/** Who is paid. */
import type { Id } from "@scantill/service-kit/ids";

export type Merchant = {
  readonly id: Id<"mer">;
  readonly name: string;
  /** The web origin of the merchant's shop. */
  readonly origin: string;
};

/** What an API key may be used for. */
export const scopes = ["payment_requests", "payments"] as const;
export type Scope = (typeof scopes)[number];
