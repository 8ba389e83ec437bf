/** The parts that every route's description is made of, so that one route reads like the next and the OpenAPI list is complete. */
import { problemSchema } from "@scantill/contract/problem";
import { Refusal } from "@scantill/service-kit/refusal";
import { z } from "zod";

export function jsonBody<Schema extends z.ZodType>(schema: Schema) {
  return { required: true, content: { "application/json": { schema } } } as const;
}

export function jsonAnswer<Schema extends z.ZodType>(schema: Schema, description: string) {
  return { description, content: { "application/json": { schema } } } as const;
}

/** Every route may refuse, and always in this shape. */
export const problemAnswer = {
  description: "A refusal (RFC 9457)",
  content: { "application/problem+json": { schema: problemSchema } },
} as const;

/** A body without content: browsers send `{}`. */
export const emptyBody = jsonBody(z.object({}));

export const idParams = z.object({ id: z.string().max(64) });

/** What a validator found wrong becomes one refusal that names each field. */
export function refuseInvalid(result: {
  readonly success: boolean;
  readonly error?: z.ZodError;
}): void {
  if (result.success || result.error === undefined) return;
  throw new Refusal("validation_failed", {
    errors: result.error.issues.map((issue) => ({
      path: issue.path.join("."),
      code: issue.code,
      message: issue.message,
    })),
  });
}
