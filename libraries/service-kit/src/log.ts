/** Structured logs, one JSON object a line on standard output. Secrets, tokens and addresses with tokens are never given to it. */
import { type Logger, pino } from "pino";

export type Log = Logger;

export function createLog(name: string): Log {
  return pino({
    name,
    base: { name },
    level: process.env["LOG_LEVEL"] ?? "info",
    // PostgreSQL quotes the row that it refuses, and with it people's names and addresses.
    redact: { paths: ["err.detail", "err.where"], remove: true },
    timestamp: pino.stdTimeFunctions.isoTime,
  });
}
