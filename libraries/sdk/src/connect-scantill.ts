/** The merchant API as functions. Safe to call again: every write carries a key under which it happens only once. */
import type {
  OpenPaymentRequest,
  PaymentRequest,
  PaymentRequestPage,
  RevisePaymentRequest,
} from "@scantill/contract/payment-requests";
import type { Payment } from "@scantill/contract/payments";
import { type ApiCall, callApi } from "./call-api.ts";
import { callPersistently, delay, type Wait } from "./call-persistently.ts";

export type ScantillOptions = {
  /** Where the payment server answers, such as `https://pay.example.com`. */
  readonly url: string;
  readonly apiKey: string;
  /** For each try; ten seconds unless told otherwise. */
  readonly timeoutMs?: number;
};

/** Something of yours that names this one intention, such as the order's id: the same key never opens or cancels twice. */
export type Once = { readonly idempotencyKey: string };

export type ScantillClient = {
  /** Opens a request for payment; send the shopper to its `terminalUrl`. */
  readonly openPaymentRequest: (input: OpenPaymentRequest, once: Once) => Promise<PaymentRequest>;
  readonly getPaymentRequest: (id: string) => Promise<PaymentRequest>;
  /** By your own reference; null when there is none. */
  readonly findPaymentRequest: (reference: string) => Promise<PaymentRequest | null>;
  /** Opens an expired request again, or changes its items; the shopper scans a new code. */
  readonly revisePaymentRequest: (
    id: string,
    changes: RevisePaymentRequest,
    once: Once,
  ) => Promise<PaymentRequest>;
  /** Closes its codes; what is paid stays paid. */
  readonly cancelPaymentRequest: (id: string, once: Once) => Promise<PaymentRequest>;
  /** With the proof of its approval, which `verifyApproval` checks. */
  readonly getPayment: (id: string) => Promise<Payment>;
};

/** Every function rejects with a `ScantillError`, after a few tries where trying again may help. */
export function connectScantill(options: ScantillOptions): ScantillClient {
  return createClient(options, delay);
}

/** @param wait how to let time pass between two tries. */
export function createClient(
  { url, apiKey, timeoutMs = 10_000 }: ScantillOptions,
  wait: Wait,
): ScantillClient {
  const server = new URL(url);
  const call = (request: ApiCall) =>
    callPersistently(() => callApi({ server, apiKey, timeoutMs }, request), wait);
  const get = (path: string) => call({ method: "GET", path });
  const post = (path: string, body: unknown, { idempotencyKey }: Once) =>
    call({ method: "POST", path, body, idempotencyKey });
  // The server answers in the contract's shapes; its own tests hold it to that.
  return {
    openPaymentRequest: async (input, once) =>
      (await post("v1/payment-requests", input, once)) as PaymentRequest,
    getPaymentRequest: async (id) => (await get(requestPath(id))) as PaymentRequest,
    findPaymentRequest: async (reference) => {
      const query = new URLSearchParams({ reference, limit: "1" });
      const page = (await get(`v1/payment-requests?${query}`)) as PaymentRequestPage;
      return page.paymentRequests[0] ?? null;
    },
    revisePaymentRequest: async (id, changes, once) =>
      (await post(`${requestPath(id)}/revise`, changes, once)) as PaymentRequest,
    cancelPaymentRequest: async (id, once) =>
      (await post(`${requestPath(id)}/cancel`, {}, once)) as PaymentRequest,
    getPayment: async (id) => (await get(`v1/payments/${encodeURIComponent(id)}`)) as Payment,
  };
}

function requestPath(id: string): string {
  return `v1/payment-requests/${encodeURIComponent(id)}`;
}
