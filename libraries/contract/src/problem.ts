/** The one shape of every error answer: RFC 9457 `application/problem+json`. */
import { z } from "zod";

export const problemSchema = z.object({
  type: z.string(),
  title: z.string(),
  status: z.int(),
  /** Stable, one meaning each: see the refusal tables. */
  code: z.string(),
  /** A sentence that a person understands. */
  detail: z.string(),
  requestId: z.string(),
  retryable: z.boolean(),
  errors: z.array(z.object({ path: z.string(), code: z.string(), message: z.string() })),
});
export type Problem = z.infer<typeof problemSchema>;
