/** What a form of ours sends, checked before anything else looks at it. */
import type { z } from "zod";
import { refuse } from "#refuse";

/** Refuses `form_malformed`: our own pages never send anything else. */
export function parseForm<Schema extends z.ZodType>(
  schema: Schema,
  body: unknown,
): z.output<Schema> {
  const parsed = schema.safeParse(body);
  if (!parsed.success) refuse("form_malformed");
  return parsed.data;
}
