/** The folder that holds everything: apps, servers, libraries. */
import { fileURLToPath } from "node:url";

export const checkout = fileURLToPath(new URL("../../../", import.meta.url));
