/** The page that lists the calls of the payment server and the shapes they speak, the latter made from the contract. */
import { deliveryAddressSchema } from "@scantill/contract/delivery-address";
import { eventSchema, webhookEventTypes } from "@scantill/contract/events";
import {
  codeSchema,
  itemSchema,
  openPaymentRequestSchema,
  paymentRequestPageSchema,
  paymentRequestSchema,
  revisePaymentRequestSchema,
} from "@scantill/contract/payment-requests";
import {
  approvalDocumentSchema,
  passkeyProofSchema,
  paymentPageSchema,
  paymentSchema,
  pinProofSchema,
} from "@scantill/contract/payments";
import { terminalCodeSchema, terminalStateSchema } from "@scantill/contract/terminal";
import { moneySchema, signedMoneySchema } from "@scantill/contract/values";
import { answered, linkTo, type Shapes, sent, shapeTable } from "./shape-table.ts";

export type Call = {
  readonly method: "GET" | "POST";
  readonly path: string;
  readonly does: string;
  /** Shapes by name, or words. */
  readonly sends?: string;
  readonly answers: string;
};

type Group = { readonly title: string; readonly words: string; readonly calls: readonly Call[] };

const shapes: Shapes = {
  Money: answered({ moneySchema }),
  "Signed money": answered({ signedMoneySchema }),
  Item: answered({ itemSchema }),
  "New payment request": sent({ openPaymentRequestSchema }),
  Revision: sent({ revisePaymentRequestSchema }),
  "Payment request": answered({ paymentRequestSchema }),
  Code: answered({ codeSchema }),
  "Page of payment requests": answered({ paymentRequestPageSchema }),
  Payment: answered({ paymentSchema }),
  "Page of payments": answered({ paymentPageSchema }),
  "Passkey proof": answered({ passkeyProofSchema }),
  "PIN proof": answered({ pinProofSchema }),
  "Approval document": answered({ approvalDocumentSchema }),
  "Delivery address": answered({ deliveryAddressSchema }),
  "Terminal state": answered({ terminalStateSchema }),
  "Terminal code": answered({ terminalCodeSchema }),
  Event: answered({ eventSchema }),
  "Event data": answered({ eventSchema: eventSchema.shape.data }),
};

export const groups: readonly Group[] = [
  {
    title: "For merchants",
    words:
      "Send `Authorization: Bearer sk_…` with every call, and with every POST an `Idempotency-Key` of your own (1 to 255 characters). " +
      "The same key and body again gives the first answer again, with `Idempotency-Replayed: true`; another body with the same key is " +
      "refused. Lists are pages, newest first: `limit` (1 to 100, 20 unless told otherwise), and the `next` of one page as `after` of the " +
      "following. The [SDK](../../libraries/sdk) does all of this for you.",
    calls: [
      {
        method: "POST",
        path: "/v1/payment-requests",
        does: "opens a request and draws its codes",
        sends: "New payment request",
        answers: "Payment request",
      },
      {
        method: "GET",
        path: "/v1/payment-requests",
        does: "lists requests; `reference=` finds the one with that reference",
        answers: "Page of payment requests",
      },
      {
        method: "GET",
        path: "/v1/payment-requests/{id}",
        does: "tells how the request is now",
        answers: "Payment request",
      },
      {
        method: "POST",
        path: "/v1/payment-requests/{id}/revise",
        does: "changes what is asked for, or opens an expired request again: next revision, new codes",
        sends: "Revision",
        answers: "Payment request",
      },
      {
        method: "POST",
        path: "/v1/payment-requests/{id}/cancel",
        does: "closes the codes that are not paid; what is paid stays paid",
        sends: "`{}`",
        answers: "Payment request",
      },
      {
        method: "GET",
        path: "/v1/payments",
        does: "lists payments; `requestId=` those of one request",
        answers: "Page of payments",
      },
      {
        method: "GET",
        path: "/v1/payments/{id}",
        does: "tells a payment, with the proof of its approval",
        answers: "Payment",
      },
    ],
  },
  {
    title: "For terminals",
    words:
      "No key: the request's client secret is in the path. Allowed from any origin. The hosted page itself is `/t/{clientSecret}`.",
    calls: [
      {
        method: "GET",
        path: "/v1/terminal/{clientSecret}",
        does: "tells what the screen shows",
        answers: "Terminal state",
      },
      {
        method: "GET",
        path: "/v1/terminal/{clientSecret}/stream",
        does: "server-sent events from `Last-Event-ID` on; a comment every 15 seconds",
        answers: "Event",
      },
      {
        method: "POST",
        path: "/v1/terminal/{clientSecret}/cancel",
        does: "the shopper gives up",
        answers: "Terminal state",
      },
      {
        method: "POST",
        path: "/v1/terminal/{clientSecret}/release",
        does: "“not my phone”: whatever phone holds this code, or any, loses it",
        sends: "`codeId`, or `{}`",
        answers: "Terminal state",
      },
      {
        method: "POST",
        path: "/v1/terminal/{clientSecret}/extend",
        does: "five more minutes, twice at most",
        answers: "Terminal state",
      },
    ],
  },
  {
    title: "For the wallet",
    words:
      "Only from the payment server's own pages: JSON, same origin, the session in a cookie. The shapes are in " +
      "[wallet.ts](../../libraries/contract/src/wallet.ts).",
    calls: [
      {
        method: "GET",
        path: "/v1/wallet/session",
        does: "whose wallet this phone has",
        answers: "the wallet, or null",
      },
      {
        method: "POST",
        path: "/v1/wallet/passkey-registrations",
        does: "begins a new passkey",
        sends: "`{}`",
        answers: "WebAuthn creation options",
      },
      {
        method: "POST",
        path: "/v1/wallet/passkeys",
        does: "keeps the passkey; a phone without a wallet gets one",
        sends: "WebAuthn registration",
        answers: "the wallet",
      },
      {
        method: "POST",
        path: "/v1/wallet/pin-registrations",
        does: "begins a wallet with a PIN, on a phone without passkeys",
        sends: "`{}`",
        answers: "a challenge",
      },
      {
        method: "POST",
        path: "/v1/wallet/pin-devices",
        does: "keeps the phone's own key and its PIN; a phone without a wallet gets one",
        sends: "public key, signature, PIN",
        answers: "the wallet, and its recovery code once",
      },
      {
        method: "POST",
        path: "/v1/wallet/recoveries",
        does: "opens a wallet with a PIN on a new phone",
        sends: "the same, and the recovery code",
        answers: "the wallet, and its next recovery code once",
      },
      {
        method: "GET",
        path: "/v1/wallet/devices",
        does: "lists what may approve for this wallet",
        answers: "passkeys and phones with a PIN",
      },
      {
        method: "POST",
        path: "/v1/wallet/devices/{id}/removal",
        does: "begins removing one",
        sends: "`{}`",
        answers: "a challenge",
      },
      {
        method: "POST",
        path: "/v1/wallet/devices/{id}/remove",
        does: "removes it, with a fresh gesture",
        sends: "an assertion, or signature and PIN",
        answers: "what is left",
      },
      {
        method: "POST",
        path: "/v1/wallet/sign-out",
        does: "this phone forgets its wallet",
        sends: "`{}`",
        answers: "no wallet",
      },
      {
        method: "GET",
        path: "/v1/wallet/address",
        does: "tells the delivery address of the last payment that had one",
        answers: "the address, or null",
      },
      {
        method: "POST",
        path: "/v1/wallet/sign-in-options",
        does: "begins signing in on another phone",
        sends: "`{}`",
        answers: "a challenge",
      },
      {
        method: "POST",
        path: "/v1/wallet/sign-in",
        does: "signs in with any passkey of the wallet",
        sends: "an assertion",
        answers: "the wallet",
      },
      {
        method: "POST",
        path: "/v1/wallet/payments",
        does: "holds a code for this phone and begins a payment, or adds the code to the one begun for the same request",
        sends: "a token or a short code",
        answers: "the payment",
      },
      {
        method: "GET",
        path: "/v1/wallet/payments",
        does: "lists receipts",
        answers: "a page of payments",
      },
      {
        method: "GET",
        path: "/v1/wallet/payments/{id}",
        does: "tells a payment",
        answers: "the payment",
      },
      {
        method: "POST",
        path: "/v1/wallet/payments/{id}/renew",
        does: "holds the codes for another two minutes",
        sends: "the attempt that was stopped, if any",
        answers: "the payment",
      },
      {
        method: "POST",
        path: "/v1/wallet/payments/{id}/decline",
        does: "the payer says no",
        sends: "`{}`",
        answers: "the payment",
      },
      {
        method: "POST",
        path: "/v1/wallet/payments/{id}/approval",
        does: "fixes what is to be signed",
        sends: "an attempt's id, the delivery address if one is collected",
        answers: "the approval document",
      },
      {
        method: "POST",
        path: "/v1/wallet/payments/{id}/approve",
        does: "approves; the same attempt has the same verdict for ever",
        sends: "attempt, and assertion or signature and PIN",
        answers: "the approved payment",
      },
    ],
  },
];

const introduction = `# HTTP calls

<!-- Made by write-pages.ts from the contract. Change it there, or the words in http-page.ts. -->

Everything the payment server answers. The same as OpenAPI 3.1 is at \`/openapi.json\`. JSON is camelCase, instants are RFC 3339 in
UTC, amounts are whole minor units: \`{ "minor": 4100, "currency": "EUR" }\` is €41.00. Bodies have at most 64 KiB. Errors are
[refusals](refusals.md).

Pages and pictures: \`/t/{clientSecret}\` the terminal, \`/c/{token}\` (or \`/C/…\`) and \`/wallet/…\` the wallet,
\`/c/{token}/code.svg\` and \`code.png\` a code's picture. For operators: \`/healthz\` (alive), \`/readyz\` (database reachable).`;

export function httpPage(): string {
  const sections = groups.map(({ title, words, calls }) =>
    [
      `## ${title}`,
      "",
      words,
      "",
      "| call | does | send | answer |",
      "| --- | --- | --- | --- |",
      ...calls.map(callRow),
    ].join("\n"),
  );
  const tables = Object.keys(shapes).map((name) => `### ${name}\n\n${shapeTable(name, shapes)}`);
  return `${[introduction, ...sections, webhooks, "## Shapes", ...tables].join("\n\n")}\n`;
}

function callRow({ method, path, does, sends, answers }: Call): string {
  return `| \`${method} ${path}\` | ${does} | ${linked(sends ?? "")} | ${linked(answers)} |`;
}

function linked(words: string): string {
  return words in shapes ? linkTo(words) : words;
}

const webhooks = `## Webhooks

The payment server POSTs an [Event](#event) to each endpoint of the merchant, signed as the Standard Webhooks specification says:
\`webhook-id\` (the event's id, the same in every attempt), \`webhook-timestamp\` and \`webhook-signature\`. Any answer but 2xx within
15 seconds is tried again after 5 s, 30 s, 2 min, 10 min, 30 min, 1 h, 3 h, 6 h, 12 h, 24 h and 24 h; 410 switches the endpoint off.
Events repeat and overtake each other: remember ids, and ask how the request is now.

Merchants are told of ${webhookEventTypes.map((type) => `\`${type}\``).join(", ")}. The live stream has the other types, too.`;
