/** The whole payment server without a socket, on a database of its own, with a merchant and any number of phones. */
import assert from "node:assert/strict";
import { createHash, randomBytes } from "node:crypto";
import { after } from "node:test";
import { approvalText } from "@scantill/contract/approval-document";
import type { OpenPaymentRequest, PaymentRequest } from "@scantill/contract/payment-requests";
import type { Problem } from "@scantill/contract/problem";
import type { TerminalState } from "@scantill/contract/terminal";
import type { ApprovalOptions, WalletPayment, WalletSession } from "@scantill/contract/wallet";
import { connectDatabase } from "@scantill/service-kit/database";
import { newId } from "@scantill/service-kit/ids";
import { createLog } from "@scantill/service-kit/log";
import { testDatabase } from "@scantill/service-kit/testing";
import { verifyLedger } from "#ledger/verify";
import { createApp } from "../app.ts";
import { readConfig } from "../config.ts";
import { migrate, seedDemo } from "../operations.ts";
import { startServices } from "../start-services.ts";
import { createSoftwarePasskey, type SoftwarePasskey } from "./software-passkey.ts";

const publicUrl = "http://localhost:4100";
const shopOrigin = "http://127.0.0.1:4000";
const demo = { shopOrigin, webhookUrl: `${shopOrigin}/webhooks/scantill` };
const rpId = "localhost";

export { createSoftwareDevice } from "./software-device.ts";
export { createSoftwarePasskey } from "./software-passkey.ts";

export type Answer<Body> = {
  readonly status: number;
  readonly headers: Headers;
  readonly body: Body;
};
/** Either the payment or the problem; what matters of it is asserted. */
export type ApprovalAnswer = Omit<WalletPayment, "status"> &
  Omit<Problem, "status"> & { readonly status: unknown };
export type PaymentsRig = Awaited<ReturnType<typeof createPaymentsRig>>;
export type Phone = ReturnType<typeof createPhone>;

export type Call = <Body>(path: string, init?: RequestInit) => Promise<Answer<Body>>;

export async function createPaymentsRig() {
  const { services, secrets, environment, ownerUrl } = await startOnDatabaseOfItsOwn();
  const app = createApp(services);

  /** @param address of the caller's end of the connection; a call from within this process has none. */
  const callFrom =
    (address: string | null): Call =>
    async (path, init = {}) => {
      const connection = { incoming: { socket: { remoteAddress: address } } };
      return readAnswer(await app.request(path, init, address === null ? {} : connection));
    };
  const call = callFrom(null);

  /** Another shop with a key of its own. */
  const anotherMerchant = async () => {
    const merchantApiKey = `sk_${randomBytes(16).toString("hex")}`;
    await seedDemo({ ...demo, databaseUrl: ownerUrl, ...secrets, merchantApiKey });
    return createMerchant(call, merchantApiKey);
  };

  return {
    ...createMerchant(call, secrets.merchantApiKey),
    anotherMerchant,
    services,
    secrets,
    environment,
    ownerUrl,
    app,
    call,
    callFrom,
    terminal: (request: PaymentRequest) =>
      call<TerminalState>(`/v1/terminal/${clientSecretOf(request)}`),
    phone: (passkey = createSoftwarePasskey(), address: string | null = null) =>
      createPhone(callFrom(address), passkey),
    sql: services.database.sql,
    asOwner: (statement: string) => runAsOwner(ownerUrl, statement),
  };
}

/** When the test file is done, the ledger is verified and the server stopped, before the database is dropped. */
async function startOnDatabaseOfItsOwn() {
  let finish = async () => {};
  after(() => finish());
  const { ownerUrl, serverUrl } = await testDatabase("payments");
  const masterKey = randomBytes(32).toString("base64url");
  const merchantApiKey = `sk_${randomBytes(16).toString("hex")}`;
  const webhookSecret = `whsec_${randomBytes(24).toString("base64")}`;
  await migrate({ databaseUrl: ownerUrl });
  await seedDemo({
    databaseUrl: ownerUrl,
    masterKey,
    merchantApiKey,
    webhookSecret,
    ...demo,
  });
  const environment = {
    DATABASE_URL: serverUrl.payments,
    PAYMENTS_PUBLIC_URL: publicUrl,
    SCANTILL_MASTER_KEY: masterKey,
    SCANTILL_DEMO: "1",
  };
  const services = startServices(readConfig(environment), createLog("payments-test"));
  finish = async () => {
    const report = await verifyLedger(services.database);
    await services.stop();
    assert.ok(report.isSound, JSON.stringify(report.checks));
  };
  return { services, secrets: { masterKey, merchantApiKey, webhookSecret }, environment, ownerUrl };
}

/** For arranging what the server itself may not do. */
async function runAsOwner(url: string, statement: string): Promise<void> {
  const owner = connectDatabase({ url, applicationName: "payments-test", maxConnections: 1 });
  await owner.unsafe(statement);
  await owner.end();
}

export async function readAnswer<Body>(response: Response): Promise<Answer<Body>> {
  const { status, headers } = response;
  const text = await response.text();
  const isJson = /json/.test(headers.get("Content-Type") ?? "");
  // The shape is the caller's claim; what matters of it is asserted.
  return { status, headers, body: (isJson ? JSON.parse(text) : text) as Body };
}

/** The shop's server: it has the key. */
export function createMerchant(call: Call, apiKey: string) {
  const Authorization = `Bearer ${apiKey}`;

  const merchantPost = <Body>(
    path: string,
    body: unknown,
    idempotencyKey: string = randomBytes(8).toString("hex"),
  ) =>
    call<Body>(path, {
      method: "POST",
      headers: {
        Authorization,
        "Content-Type": "application/json",
        "Idempotency-Key": idempotencyKey,
      },
      body: JSON.stringify(body),
    });

  return {
    apiKey,
    merchantPost,
    merchantGet: <Body>(path: string) => call<Body>(path, { headers: { Authorization } }),
    openRequest: async (wanted: Partial<OpenPaymentRequest> = {}): Promise<PaymentRequest> => {
      const body = aPaymentRequest(wanted);
      const answer = await merchantPost<PaymentRequest>("/v1/payment-requests", body);
      assert.equal(answer.status, 201, JSON.stringify(answer.body));
      return answer.body;
    },
  };
}

/** A request for one tea at €3.50 unless told otherwise. */
export function aPaymentRequest(wanted: Partial<OpenPaymentRequest> = {}): OpenPaymentRequest {
  return {
    reference: `order-${randomBytes(6).toString("hex")}`,
    currency: "EUR",
    items: [anItem("Tea", 350)],
    returnUrl: `${shopOrigin}/orders/1`,
    ...wanted,
  };
}

export function anItem(name: string, minor: number, quantity = 1) {
  return { name, quantity, unitAmount: { minor, currency: "EUR" } };
}

/** The token in a code's picture. */
export function tokenOf(request: PaymentRequest, position = 0): string {
  const url = request.codes[position]?.url;
  if (url === null || url === undefined) throw new Error("this code cannot be read any more");
  return url.slice(url.lastIndexOf("/") + 1);
}

export function clientSecretOf(request: PaymentRequest): string {
  return request.terminalUrl.slice(request.terminalUrl.lastIndexOf("/") + 1);
}

/** One phone: a cookie jar and a passkey. */
export function createPhone(call: Call, passkey: SoftwarePasskey = createSoftwarePasskey()) {
  let cookie = "";
  const signing = { origin: publicUrl, rpId };

  const send = async <Body>(path: string, init: RequestInit): Promise<Answer<Body>> => {
    const answer = await call<Body>(path, init);
    const setCookie = answer.headers.get("Set-Cookie");
    if (setCookie !== null) cookie = setCookie.split(";")[0] ?? "";
    return answer;
  };
  const post = <Body>(path: string, body: unknown = {}) =>
    send<Body>(path, {
      method: "POST",
      headers: { "Content-Type": "application/json", Origin: publicUrl, Cookie: cookie },
      body: JSON.stringify(body),
    });
  const get = <Body>(path: string) => send<Body>(path, { headers: { Cookie: cookie } });

  const register = async () => {
    const { body: options } = await post<{ challenge: string }>("/v1/wallet/passkey-registrations");
    return post<WalletSession>("/v1/wallet/passkeys", passkey.register(options.challenge, signing));
  };
  const scan = (token: string) => post<WalletPayment>("/v1/wallet/payments", { token });
  const startApproval = (paymentId: string, attemptId: string = newId("att")) =>
    post<ApprovalOptions>(`/v1/wallet/payments/${paymentId}/approval`, { attemptId });
  /** Signs what the server has answered and sends it. */
  const approve = (
    options: ApprovalOptions,
    changes: { readonly sign?: typeof passkey.sign } = {},
  ) => {
    const challenge = createHash("sha256")
      .update(approvalText(options.document))
      .digest("base64url");
    const assertion = (changes.sign ?? passkey.sign)(challenge, signing);
    const { paymentId, attemptId } = options.document;
    return post<ApprovalAnswer>(`/v1/wallet/payments/${paymentId}/approve`, {
      attemptId,
      assertion,
    });
  };

  return {
    passkey,
    cookie: () => cookie,
    get,
    post,
    register,
    scan,
    startApproval,
    approve,
    /** Everything from the scan to the verdict, making the wallet first where there is none. */
    pay: async (...tokens: readonly string[]) => {
      let payment: WalletPayment | undefined;
      for (const token of tokens) payment = (await scan(token)).body;
      if (payment === undefined) throw new Error("nothing was scanned");
      const { body: session } = await get<WalletSession>("/v1/wallet/session");
      if (session.wallet === null) await register();
      const { body: options } = await startApproval(payment.id);
      return approve(options);
    },
  };
}
