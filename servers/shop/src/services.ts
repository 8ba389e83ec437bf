/** What the routes and workers stand on, put together by main, and by the tests with a pretended payments server. */
import type { ScantillClient } from "@scantill/sdk";
import type { Log } from "@scantill/service-kit/log";
import type { Cart } from "#carts/rules";
import type { TenantDatabase } from "#tenant";
import type { Config } from "./config.ts";

export type Services = {
  readonly config: Pick<
    Config,
    "publicUrl" | "paymentsPublicUrl" | "webhookSecrets" | "terms" | "mail" | "collectsAddress"
  >;
  readonly database: TenantDatabase;
  readonly payments: ScantillClient;
  readonly log: Log;
};

/** What every request brings along: the shopper's cart, if there is one. */
export type ShopEnv = {
  readonly Variables: { readonly cartId: string | null; readonly cart: Cart | null };
};
