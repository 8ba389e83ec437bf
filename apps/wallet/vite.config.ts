/**
 * Builds the wallet into `dist`, whose `index.html` the payments server serves for `/wallet/…` and
 * `/c/…`.
 */
import { defineConfig } from "vite";
import { drawnIcons, keptShell, serviceWorkerName } from "./build-plugins.ts";

const base = "/wallet/";

export default defineConfig({
  base,
  plugins: [drawnIcons(), keptShell(base)],
  build: {
    // The content security policy knows neither `data:` addresses nor inline script.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    chunkSizeWarningLimit: 120,
    license: { fileName: "assets/licenses.md" },
    rolldownOptions: {
      input: { index: "index.html", [serviceWorkerName]: "src/offline/service-worker.ts" },
      output: {
        entryFileNames: ({ name }) =>
          name === serviceWorkerName ? "[name].js" : "assets/[name]-[hash].js",
      },
    },
  },
});
