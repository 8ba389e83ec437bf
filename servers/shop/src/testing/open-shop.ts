/** The whole shop on a database of its own, with the demo's shelves, in front of a pretended payments server. */
import { after } from "node:test";
import { connectScantill } from "@scantill/sdk";
import { connectDatabase } from "@scantill/service-kit/database";
import { createLog } from "@scantill/service-kit/log";
import { testDatabase } from "@scantill/service-kit/testing";
import type { Terms } from "#pricing/rules";
import type { Services } from "#services";
import { defaultTenantId } from "#tenant";
import { createApp } from "../app.ts";
import { seedDemo } from "../operations.ts";
import {
  type PretendedPayments,
  pretendPayments,
  type signedEvent,
  terminalOrigin,
  webhookSecret,
} from "./pretended-payments.ts";

const publicUrl = "http://127.0.0.1:4000";

export type Answer = {
  readonly status: number;
  readonly location: string;
  readonly text: string;
  readonly headers: Headers;
};

export type Shopper = {
  readonly get: (path: string, headers?: Record<string, string>) => Promise<Answer>;
  readonly post: (
    path: string,
    form?: Record<string, string>,
    headers?: Record<string, string>,
  ) => Promise<Answer>;
};

export type Shop = {
  readonly services: Services;
  readonly payments: PretendedPayments;
  /** The addresses of the database: the server's own role, and the owner's. */
  readonly databaseUrl: string;
  readonly ownerUrl: string;
  /** A browser with a cookie jar of its own. */
  readonly aShopper: () => Shopper;
  /** Tells the shop what happened, and returns the status of its answer. */
  readonly tell: (
    event: Pick<ReturnType<typeof signedEvent>, "body" | "headers">,
  ) => Promise<number>;
  readonly stockOf: (sku: string) => Promise<{ readonly stock: number; readonly held: number }>;
};

/** As the demonstration has them: nothing is delivered, one discount code, tax included. */
const demoTerms: Terms = {
  shipping: null,
  discounts: new Map([["SLOWDAYS", 1000n]]),
  tax: { name: "VAT 23%", rate: 2300n, shown: "included" },
};

export async function openShop(
  terms: Terms = demoTerms,
  settings: Partial<Pick<Services["config"], "mail" | "collectsAddress">> = {},
): Promise<Shop> {
  const { ownerUrl, serverUrl } = await testDatabase("shop");
  await seedDemo({ databaseUrl: ownerUrl });
  const payments = await pretendPayments();
  const sql = connectDatabase({ url: serverUrl.shop, applicationName: "shop-test" });
  after(async () => {
    await sql.end();
    await payments.stop();
  });
  const log = createLog("shop-test");
  log.level = "silent";
  const services: Services = {
    config: {
      publicUrl,
      paymentsPublicUrl: terminalOrigin,
      webhookSecrets: [webhookSecret],
      terms,
      mail: null,
      collectsAddress: false,
      ...settings,
    },
    database: { sql, tenantId: defaultTenantId },
    payments: connectScantill({ url: payments.url, apiKey: "test", timeoutMs: 2_000 }),
    log,
  };
  const app = createApp(services);
  const request = (path: string, init?: RequestInit) => app.request(`${publicUrl}${path}`, init);
  return {
    services,
    payments,
    databaseUrl: serverUrl.shop,
    ownerUrl,
    aShopper: () => shopperWith(request),
    tell: async ({ body, headers }) =>
      (await request("/webhooks/scantill", { method: "POST", body, headers })).status,
    stockOf: async (sku) => {
      const [row] = await sql<{ stock: number; held: number }[]>`
        select stock, held from shop.variant where tenant_id = ${defaultTenantId} and sku = ${sku}`;
      if (row === undefined) throw new Error(`there is no ${sku}`);
      return { ...row };
    },
  };
}

function shopperWith(
  request: (path: string, init?: RequestInit) => Response | Promise<Response>,
): Shopper {
  let cookie = "";
  const send = async (path: string, init: RequestInit): Promise<Answer> => {
    const response = await request(path, init);
    cookie = response.headers.get("Set-Cookie")?.split(";")[0] ?? cookie;
    const location = response.headers.get("Location") ?? "";
    return {
      status: response.status,
      location,
      text: await response.text(),
      headers: response.headers,
    };
  };
  return {
    get: (path, headers) =>
      send(path, { headers: { Accept: "text/html", Cookie: cookie, ...headers } }),
    post: (path, form = {}, headers = { "Sec-Fetch-Site": "same-origin" }) =>
      send(path, {
        method: "POST",
        headers: { Accept: "text/html", Cookie: cookie, ...headers },
        body: new URLSearchParams(form),
      }),
  };
}

/** Puts things into the cart, a piece each unless told otherwise. */
export async function fillCart(
  shopper: Shopper,
  wanted: Readonly<Record<string, number>>,
): Promise<void> {
  for (const [sku, quantity] of Object.entries(wanted)) {
    await shopper.post("/cart/lines", { sku, quantity: String(quantity) });
  }
}

/** What the checkout page's form would send. */
export async function checkoutForm(
  shopper: Shopper,
  split: "one" | "each" = "one",
): Promise<Record<string, string>> {
  const { text } = await shopper.get("/checkout");
  return {
    checkoutToken: hiddenValue(text, "checkoutToken"),
    totalMinor: hiddenValue(text, "totalMinor"),
    split,
  };
}

function hiddenValue(page: string, name: string): string {
  const value = new RegExp(`name="${name}" value="([^"]+)"`).exec(page)?.[1];
  if (value === undefined) throw new Error(`the page has no field ${name}`);
  return value;
}

export type Placed = {
  readonly reference: string;
  readonly orderPath: string;
  readonly terminalUrl: string;
};

/** Fills a cart, checks out, and says what the payments server was asked for. */
export async function placeOrder(
  shop: Shop,
  shopper: Shopper,
  wanted: { readonly things: Readonly<Record<string, number>>; readonly split?: "one" | "each" },
): Promise<Placed> {
  await fillCart(shopper, wanted.things);
  const { location } = await shopper.post("/checkout", await checkoutForm(shopper, wanted.split));
  const request = shop.payments.requests().find(({ terminalUrl }) => terminalUrl === location);
  if (request === undefined) throw new Error(`checkout led to ${location}`);
  const orderPath = new URL(request.returnUrl).pathname;
  return { reference: request.reference, orderPath, terminalUrl: location };
}
