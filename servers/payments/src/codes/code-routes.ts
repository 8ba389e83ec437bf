/** The pictures of a code, drawn on demand. Who asks knows the token already, so the picture tells nothing new. */
import { qrMatrix, symbolSvg } from "@scantill/codes/symbols";
import { symbolPng } from "@scantill/codes/symbols/png";
import { parseToken } from "@scantill/service-kit/ids";
import { hashSecret } from "@scantill/service-kit/sealed";
import { Hono } from "hono";
import { refuse } from "#refuse";
import type { Services } from "#services";
import { codeUrl } from "./code-secrets.ts";
import { findCodeKey } from "./code-store.ts";

const pngScale = 12;

export function codeRoutes({ database, config }: Services): Hono {
  const app = new Hono();

  const draw = async (text: string) => {
    const token = parseToken(text);
    const key = await findCodeKey(database, { tokenHash: hashSecret(token ?? text) });
    if (token === null || key === null) refuse("code_not_found");
    return qrMatrix(codeUrl(config.publicUrl, token), { correction: "M" });
  };

  app.get("/c/:token/code.svg", async (context) => {
    const matrix = await draw(context.req.param("token"));
    return context.body(symbolSvg(matrix, { title: "Payment code" }), 200, {
      "Content-Type": "image/svg+xml",
    });
  });

  app.get("/c/:token/code.png", async (context) => {
    const png = symbolPng(await draw(context.req.param("token")), { scale: pngScale });
    return context.body(new Uint8Array(png), 200, { "Content-Type": "image/png" });
  });

  return app;
}
