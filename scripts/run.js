/** Runs one of the scripts beside this file under the Node that npm brings: `node scripts/run.js check`. */
import { launch } from "../apps/cli/bin/launch.js";

const [name, ...args] = process.argv.slice(2);

await launch(new URL(`${name}.ts`, import.meta.url), args);
