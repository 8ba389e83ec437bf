#!/usr/bin/env node
/** What `npm start` and `npx scantill` run, on any Node the host has: installs if need be, then runs the real program. */
import { launch } from "./launch.js";

await launch(new URL("../src/main.ts", import.meta.url), process.argv.slice(2));
