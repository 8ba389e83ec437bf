/** The environment as one typed value. Read once, by main. */
import { SetupError } from "@scantill/service-kit/setup-error";
import { z } from "zod";

const webOrigin = z.url({ protocol: /^https?$/ }).transform((url) => new URL(url).origin);

const environmentSchema = z.object({
  HOST: z.string().default("127.0.0.1"),
  PORT: z.coerce.number().int().min(0).max(65_535).default(4000),
  DATABASE_URL: z.string().min(1),
  SHOP_PUBLIC_URL: webOrigin.default("http://127.0.0.1:4000"),
  PAYMENTS_PUBLIC_URL: webOrigin.default("http://localhost:4100"),
  PAYMENTS_URL: webOrigin.optional(),
  SCANTILL_API_KEY: z.string().min(1),
  SCANTILL_WEBHOOK_SECRET: z.string().min(1),
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
  };
}
