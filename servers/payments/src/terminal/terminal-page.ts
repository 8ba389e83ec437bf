/** The hosted payment page that shops send their shoppers to, with its forms, script and style. Works without the script. */
import { readFile } from "node:fs/promises";
import { resolve } from "node:path";
import { qrMatrix, symbolSvg } from "@scantill/codes/symbols";
import type { TerminalState } from "@scantill/contract/terminal";
import { parseId } from "@scantill/service-kit/ids";
import { Refusal } from "@scantill/service-kit/refusal";
import { Hono, type HonoRequest } from "hono";
import type { CodeId } from "#codes/rules";
import { cancelPaymentRequest, extendPaymentRequest } from "#payment-requests";
import { releaseClaims } from "#payments";
import type { Services } from "#services";
import { type TenantTx, transact } from "#tenant";
import { getTerminalRequest, readTerminal } from "./read-terminal.ts";
import { type TerminalContext, terminalPage, terminalStateFragment } from "./terminal-view.ts";
import { terminalPaths } from "./view/terminal-context.ts";
import { chooseReader, type Reader } from "./view/texts/languages.ts";
import { textsFor } from "./view/texts/texts.ts";

const assetsPath = "/terminal";
const assets = {
  "terminal.css": "text/css; charset=utf-8",
  "terminal.js": "text/javascript; charset=utf-8",
} as const;

export function terminalPages(services: Services): Hono {
  const { database } = services;
  const app = new Hono();

  app.get("/t/:clientSecret", async (context) => {
    const clientSecret = context.req.param("clientSecret");
    const request = await getTerminalRequest(database, clientSecret);
    const state = await readTerminal(services, request.id);
    const reader = readerOf(context.req);
    const view: TerminalContext = {
      ...reader,
      symbols: drawCodes(state, reader),
      clientSecret,
      assetsPath,
    };
    return context.html(
      context.req.query("part") === "state"
        ? terminalStateFragment(state, view)
        : terminalPage(state, view),
    );
  });

  /** A form's post: do it, and show the page again whatever came of it. The page says what is true now. */
  const formPost = (
    action: string,
    act: (tx: TenantTx, requestId: TerminalState["id"], codeId: CodeId | null) => Promise<unknown>,
  ) => {
    app.post(`/t/:clientSecret/${action}`, async (context) => {
      const clientSecret = context.req.param("clientSecret");
      const request = await getTerminalRequest(database, clientSecret);
      const { codeId } = await context.req.parseBody();
      const meant = typeof codeId === "string" ? parseId("cd", codeId) : null;
      await transact(database, (tx) => act(tx, request.id, meant)).catch(ignoreRefusal);
      const { askedLanguage } = readerOf(context.req);
      return context.redirect(terminalPaths({ clientSecret, askedLanguage }).page, 303);
    });
  };
  formPost("cancel", (tx, requestId) => cancelPaymentRequest(tx, requestId, "shopper"));
  formPost("release", (tx, requestId, codeId) => releaseClaims(tx, { requestId, codeId }));
  formPost("extend", extendPaymentRequest);

  for (const [name, type] of Object.entries(assets)) {
    app.get(`${assetsPath}/${name}`, async (context) => {
      const content = await readFile(resolve(import.meta.dirname, "assets", name), "utf8");
      return context.body(content, 200, { "Content-Type": type, "Cache-Control": "no-cache" });
    });
  }

  return app;
}

function readerOf(request: HonoRequest): Reader {
  return chooseReader({
    asked: request.query("lang"),
    acceptLanguage: request.header("Accept-Language"),
  });
}

/** Only waiting codes have an address, so only they are drawn. */
function drawCodes(state: TerminalState, { locale }: Reader): ReadonlyMap<string, string> {
  const { text, money } = textsFor(locale);
  const drawn = new Map<string, string>();
  for (const code of state.codes) {
    if (code.url === null) continue;
    const title = text("code.title", { amount: money(code.amount), payee: state.merchantName });
    drawn.set(code.id, symbolSvg(qrMatrix(code.url, { correction: "M" }), { title }));
  }
  return drawn;
}

/** The shopper pressed a button a moment too late: the page will say so. */
function ignoreRefusal(error: unknown): void {
  if (!(error instanceof Refusal)) throw error;
}
