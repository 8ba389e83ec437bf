/** The `scantill` command: finds the command that was asked for, runs it, and tells in plain words what went wrong. */
import { SetupError } from "@scantill/service-kit/setup-error";
import manifest from "../package.json" with { type: "json" };

type Command = {
  readonly summary: string;
  /** Resolves with the exit code. */
  readonly run: (args: readonly string[]) => Promise<number>;
};

const commands: Readonly<Record<string, Command>> = {
  start: {
    summary: "start both servers, and a database unless DATABASE_URL names one (--lan for phones)",
    run: async (args) => (await import("./commands/start.ts")).start(args),
  },
  "shop import": {
    summary: "put a Shopify product file on the shelf: FILE --currency EUR [--dry-run]",
    run: async (args) => (await import("./commands/shop-import.ts")).importIntoShop(args),
  },
  "ledger verify": {
    summary: "check every invariant of the ledger (--json for machines)",
    run: async (args) => (await import("./commands/ledger-verify.ts")).verifyLedger(args),
  },
};

process.exitCode = await main(process.argv.slice(2));

async function main(args: readonly string[]): Promise<number> {
  if (args[0] === "--version") return say(manifest.version);
  if (args[0] === "--help" || args[0] === "help") return say(usage());
  const name = Object.keys(commands).find((words) => `${args.join(" ")} `.startsWith(`${words} `));
  const command = commands[name ?? ""];
  if (name === undefined || command === undefined) {
    console.error(usage());
    return 2;
  }
  try {
    return await command.run(args.slice(name.split(" ").length));
  } catch (error) {
    if (!(error instanceof SetupError)) throw error;
    console.error(error.message);
    return 1;
  }
}

function say(text: string): number {
  console.log(text);
  return 0;
}

function usage(): string {
  const width = Math.max(...Object.keys(commands).map((name) => name.length));
  const lines = Object.entries(commands).map(
    ([name, { summary }]) => `  scantill ${name.padEnd(width)}  ${summary}`,
  );
  return ["Usage:", ...lines, "", "  --help, --version"].join("\n");
}
