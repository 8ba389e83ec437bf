/**
 * Builds the wallet into `dist`, whose `index.html` the payments server serves for `/wallet/…` and
 * `/c/…`.
 */
import { defineConfig } from "vite";

export default defineConfig({
  base: "/wallet/",
  build: {
    // The content security policy knows neither `data:` addresses nor inline script.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    chunkSizeWarningLimit: 120,
    license: { fileName: "assets/licenses.md" },
  },
});
