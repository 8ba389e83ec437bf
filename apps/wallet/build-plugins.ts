/** What the build adds to the wallet: the pictures of its mark, and the list of files that open without a connection. */
import { createHash } from "node:crypto";
import type { Plugin } from "vite";
import { drawMark } from "./icons/draw-mark.ts";
import { markSvg } from "./icons/mark.ts";

export const serviceWorkerName = "service-worker";

export function drawnIcons(): Plugin {
  const pictures = {
    "mark.svg": () => markSvg(),
    "mark-192.png": () => drawMark(192, "rounded"),
    "mark-512.png": () => drawMark(512, "rounded"),
    "maskable-192.png": () => drawMark(192, "full"),
    "maskable-512.png": () => drawMark(512, "full"),
    "touch-180.png": () => drawMark(180, "full"),
  };
  return {
    name: "drawn-icons",
    generateBundle() {
      for (const [name, draw] of Object.entries(pictures)) {
        this.emitFile({ type: "asset", fileName: `icons/${name}`, source: draw() });
      }
    },
  };
}

/** The app's own script and style, without the scanner's big program: nothing can be looked up without a connection. */
export function keptShell(base: string): Plugin {
  return {
    name: "kept-shell",
    enforce: "post",
    generateBundle(_options, bundle) {
      const files = Object.values(bundle)
        .filter((file) =>
          file.type === "chunk"
            ? file.name !== serviceWorkerName && !file.facadeModuleId?.includes("/node_modules/")
            : /\.css$/.test(file.fileName),
        )
        .map(({ fileName }) => base + fileName)
        .sort();
      const page = bundle["index.html"];
      const version = createHash("sha256")
        .update(JSON.stringify([files, page?.type === "asset" ? String(page.source) : ""]))
        .digest("hex")
        .slice(0, 12);
      const worker = bundle[`${serviceWorkerName}.js`];
      if (worker?.type !== "chunk" || page === undefined) throw new Error("no service worker");
      worker.code = `const shell=${JSON.stringify({ version, files })};${worker.code}`;
    },
  };
}
