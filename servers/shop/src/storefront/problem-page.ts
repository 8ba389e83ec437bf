/** Shows a problem to a person as a page, and to a program as it is. */
import type { MiddlewareHandler } from "hono";
import { messagePage } from "./message-page.ts";

type Problem = { readonly status: number; readonly detail: string; readonly requestId: string };

const titles: Readonly<Record<number, string>> = {
  403: "That did not come from here",
  404: "Nothing on this shelf",
  500: "Something fell over",
  503: "One moment, please",
};

export const problemsAsPages: MiddlewareHandler = async (context, next) => {
  await next();
  const isProblem = context.res.headers.get("Content-Type") === "application/problem+json";
  if (!isProblem || !context.req.header("Accept")?.includes("text/html")) return;
  const { status, detail, requestId } = (await context.res.json()) as Problem;
  const page = await messagePage({
    title: titles[status] ?? "That did not work",
    sentence: detail,
    cartCount: null,
    ...(status >= 500 ? { requestId } : {}),
  });
  const headers = new Headers(context.res.headers);
  headers.set("Content-Type", "text/html; charset=UTF-8");
  context.res = new Response(String(page), { status, headers });
};
