/** The small values that every schema shares: ids, instants, money, hostile text made harmless. */
import { z } from "zod";

/** An id: its kind's prefix and a UUIDv7 in 26 lower-case Crockford base32 characters. */
export const idSchema = <Prefix extends string>(prefix: Prefix) =>
  z.templateLiteral([
    z.literal(prefix),
    z.literal("_"),
    z.string().regex(/[0-7][0-9a-hjkmnp-tv-z]{25}/),
  ]);

/** An RFC 3339 instant in UTC. */
export const instantSchema = z.iso.datetime();

/** An ISO 4217 alphabetic code; whether this installation keeps accounts in it is decided by the server. */
export const currencySchema = z.string().regex(/^[A-Z]{3}$/, "must be three upper-case letters");

/** An amount: integer minor units up to 2^53 − 1, never negative, never a float. */
export const moneySchema = z.strictObject({
  minor: z
    .int()
    .min(0)
    .refine((minor) => !Object.is(minor, -0), "must not be negative zero"),
  currency: currencySchema,
});
export type MoneyJson = z.infer<typeof moneySchema>;

/** An amount that may be below zero: what a discount line adds to an order. */
export const signedMoneySchema = moneySchema.extend({
  minor: z.int().refine((minor) => !Object.is(minor, -0), "must not be negative zero"),
});

/** Text from outside that people will read: trimmed, not empty, no control or direction-changing characters, no half ones. */
export const displayTextSchema = (maximum: number) =>
  z
    .string()
    .trim()
    .min(1)
    .max(maximum)
    .regex(
      /^[^\p{Cc}\p{Cs}\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]*$/u,
      "must not contain control characters",
    );

/** Text from outside that is only kept and given back: anything but what is no text, NUL and half characters. */
export const keptTextSchema = (maximum: number) =>
  z
    .string()
    .max(maximum)
    .regex(/^[^\0\p{Cs}]*$/u, "must not contain NUL or half characters");

/** An absolute http or https address, without what a browser would silently leave out of it. */
export const webUrlSchema = z
  .url({ protocol: /^https?$/ })
  .max(2048)
  .refine(
    (url) => /^[^\p{Cc}\p{Cs}\s]*$/u.test(url),
    "must not contain spaces or control characters",
  );

/** How many rows of a list are wanted and after which id they start. */
export const pageQuerySchema = z.object({
  limit: z.coerce.number().int().min(1).max(100).default(20),
  after: z.string().max(64).optional(),
});
