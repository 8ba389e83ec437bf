/** The environment as one typed value. Read once, by main. */
import { SetupError } from "@scantill/service-kit/setup-error";
import { z } from "zod";
import type { Terms } from "#pricing/rules";

const webOrigin = z.url({ protocol: /^https?$/ }).transform((url) => new URL(url).origin);

const minorUnits = z
  .string()
  .regex(/^\d{1,12}$/, "must be a whole number of minor units")
  .transform(BigInt);

/** "10" or "5.25" per cent, as basis points. */
const percent = z
  .string()
  .regex(/^(100|\d{1,2})(\.\d{1,2})?$/, "must be per cent, with at most two decimals")
  .transform((text) => BigInt(Math.round(Number(text) * 100)));

/** "SLOWDAYS=10, FRIENDS=15" */
const discountCodes = z.string().transform((text, context) => {
  const discounts = new Map<string, bigint>();
  for (const part of text.split(",").filter((one) => one.trim() !== "")) {
    const [, code, off] = /^\s*([A-Za-z0-9-]{1,20})=([\d.]+)\s*$/.exec(part) ?? [];
    const rate = percent.safeParse(off);
    if (code === undefined || !rate.success) {
      context.addIssue("must look like CODE=10, OTHER=15");
      return z.NEVER;
    }
    discounts.set(code.toUpperCase(), rate.data);
  }
  return discounts;
});

const environmentSchema = z.object({
  HOST: z.string().default("127.0.0.1"),
  PORT: z.coerce.number().int().min(0).max(65_535).default(4000),
  DATABASE_URL: z.string().min(1),
  SHOP_PUBLIC_URL: webOrigin.default("http://127.0.0.1:4000"),
  PAYMENTS_PUBLIC_URL: webOrigin.default("http://localhost:4100"),
  PAYMENTS_URL: webOrigin.optional(),
  SCANTILL_API_KEY: z.string().min(1),
  SCANTILL_WEBHOOK_SECRET: z.string().min(1),
  SHIPPING_MINOR: minorUnits.default(0n),
  SHIPPING_FREE_FROM_MINOR: minorUnits.optional(),
  DISCOUNT_CODES: discountCodes.prefault("SLOWDAYS=10"),
  TAX_NAME: z.string().min(1).max(40).default("VAT"),
  TAX_PERCENT: percent.prefault("23"),
  COLLECT_DELIVERY_ADDRESS: z.enum(["0", "1"]).default("0"),
  SMTP_URL: z.url({ protocol: /^smtps?$/ }).optional(),
  MAIL_FROM: z.string().min(3).max(254).optional(),
  TAX_SHOWN: z.enum(["included", "line"]).default("included"),
});

export type Config = {
  readonly host: string;
  readonly port: number;
  readonly databaseUrl: string;
  /** What shoppers see. */
  readonly publicUrl: string;
  /** Where the pages with the codes are. */
  readonly paymentsPublicUrl: string;
  /** How this server reaches the payments server. */
  readonly paymentsUrl: string;
  readonly apiKey: string;
  /** More than one while a secret is being replaced. */
  readonly webhookSecrets: readonly string[];
  /** What is charged beside the products' prices. */
  readonly terms: Terms;
  /** Whether the payer's phone is asked where the things shall go. */
  readonly collectsAddress: boolean;
  /** How letters are sent; null where none are. */
  readonly mail: { readonly smtpUrl: string; readonly from: string } | null;
};

/** Throws a SetupError that names every variable that is missing or wrong, without its value. */
export function readConfig(environment: NodeJS.ProcessEnv): Config {
  const parsed = environmentSchema.safeParse(environment);
  if (!parsed.success) {
    const problems = parsed.error.issues.map(
      (issue) => `${issue.path.join(".")}: ${issue.message}`,
    );
    throw new SetupError(`The shop's environment is not complete. ${problems.join("; ")}`);
  }
  const values = parsed.data;
  return {
    host: values.HOST,
    port: values.PORT,
    databaseUrl: values.DATABASE_URL,
    publicUrl: values.SHOP_PUBLIC_URL,
    paymentsPublicUrl: values.PAYMENTS_PUBLIC_URL,
    paymentsUrl: values.PAYMENTS_URL ?? values.PAYMENTS_PUBLIC_URL,
    apiKey: values.SCANTILL_API_KEY,
    webhookSecrets: values.SCANTILL_WEBHOOK_SECRET.split(/[\s,]+/).filter(
      (secret) => secret !== "",
    ),
    terms: termsOf(values),
    collectsAddress: values.COLLECT_DELIVERY_ADDRESS === "1",
    mail: mailOf(values),
  };
}

function mailOf({ SMTP_URL, MAIL_FROM }: z.output<typeof environmentSchema>): Config["mail"] {
  if (SMTP_URL === undefined) return null;
  if (MAIL_FROM === undefined) {
    throw new SetupError("SMTP_URL is set, so MAIL_FROM must say whom letters come from.");
  }
  return { smtpUrl: SMTP_URL, from: MAIL_FROM };
}

function termsOf(values: z.output<typeof environmentSchema>): Terms {
  const { SHIPPING_MINOR, SHIPPING_FREE_FROM_MINOR, TAX_NAME, TAX_PERCENT, TAX_SHOWN } = values;
  const flat = { flatMinor: SHIPPING_MINOR, freeFromMinor: SHIPPING_FREE_FROM_MINOR ?? null };
  const name = `${TAX_NAME} ${Number(TAX_PERCENT) / 100}%`;
  return {
    shipping: SHIPPING_MINOR === 0n ? null : flat,
    discounts: values.DISCOUNT_CODES,
    tax: TAX_PERCENT === 0n ? null : { name, rate: TAX_PERCENT, shown: TAX_SHOWN },
  };
}
