/** The page that lists every refusal of the payment server, made from the contract's tables. */
import assert from "node:assert/strict";
import {
  approvalRefusals,
  codeRefusals,
  httpRefusals,
  paymentRequestRefusals,
  type RefusalText,
  refusals,
  terminalRefusals,
  walletRefusals,
} from "@scantill/contract/refusals";

const tables: Readonly<Record<string, Readonly<Record<string, RefusalText>>>> = {
  "Any call": httpRefusals,
  "Payment requests": paymentRequestRefusals,
  Codes: codeRefusals,
  "Payments and approvals": approvalRefusals,
  "Wallets and passkeys": walletRefusals,
  Terminals: terminalRefusals,
};

const introduction = `# Refusals

<!-- Made by write-pages.ts from libraries/contract/src/refusals.ts. Change it there. -->

Every error of the payment server is a problem (RFC 9457, \`application/problem+json\`) with the same members:

\`\`\`json
{
  "type": "urn:scantill:problem:code_expired",
  "title": "code expired",
  "status": 410,
  "code": "code_expired",
  "detail": "This code is no longer valid. You were not charged.",
  "requestId": "0f5b8c9e-…",
  "retryable": false,
  "errors": []
}
\`\`\`

Decide by \`code\`: it is stable and has one meaning. \`detail\` is for people. \`errors\` names each field, as
\`{ "path", "code", "message" }\`, where the body was not as it should be. Where \`retryable\` is true the answer carries
\`Retry-After\`, and the same call may succeed later; elsewhere it will not. Quote \`requestId\` to the operator: it is in the log.`;

export function refusalsPage(): string {
  const listed = Object.values(tables).flatMap((table) => Object.keys(table));
  assert.deepEqual(listed.sort(), Object.keys(refusals).sort(), "every refusal is on the page");
  const sections = Object.entries(tables).map(([title, table]) => section(title, table));
  return `${[introduction, ...sections].join("\n\n")}\n`;
}

function section(title: string, table: Readonly<Record<string, RefusalText>>): string {
  const rows = Object.entries(table).map(
    ([code, { status, sentence, retryable }]) =>
      `| \`${code}\` | ${status} | ${sentence} | ${retryable ? "yes" : ""} |`,
  );
  const head = ["| code | status | sentence | try again |", "| --- | --- | --- | --- |"];
  return [`## ${title}`, "", ...head, ...rows].join("\n");
}
