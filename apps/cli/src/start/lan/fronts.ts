/** Which fronts phones in the same network need: one before each server. */
import type { Config } from "../config.ts";
import { cartCookie, walletCookie } from "./cookies.ts";
import type { FrontPlan } from "./front.ts";

export function planFronts({ lan, payments, shop }: Config): readonly FrontPlan[] {
  if (lan === null) return [];
  const { address, paymentsPort, shopPort } = lan;
  return [
    { address, port: paymentsPort, serverPort: payments.port, foreignCookies: [cartCookie] },
    { address, port: shopPort, serverPort: shop.port, foreignCookies: [walletCookie] },
  ];
}
