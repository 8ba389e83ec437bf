/** Builds what browsers are served; servers need no building. */
import { join } from "node:path";
import { checkout, installed, runNode } from "./checkout.ts";

export function build(): boolean {
  return runNode([installed("vite/bin/vite.js"), "build"], join(checkout, "apps/wallet"));
}

if (import.meta.main) process.exitCode = build() ? 0 : 1;
