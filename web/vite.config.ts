import { readFileSync } from "node:fs";
import { defineConfig, type Plugin } from "vite";
import { sprite } from "./icons.ts";

const file = (path: string) => readFileSync(new URL(path, import.meta.url), "utf8");

/** Files that pages name and no style or script imports. */
function pageFiles(): Plugin {
  return {
    name: "page-files",
    buildStart() {
      this.emitFile({
        type: "asset",
        name: "icons.svg",
        originalFileName: "icons.svg",
        source: sprite((drawing) => file(`./node_modules/lucide-static/icons/${drawing}.svg`)),
      });
      this.emitFile({
        type: "asset",
        name: "favicon.svg",
        originalFileName: "favicon.svg",
        source: file("./src/images/favicon.svg"),
      });
    },
  };
}

export default defineConfig({
  base: "./",
  publicDir: false,
  plugins: [pageFiles()],
  build: {
    outDir: "dist",
    manifest: "manifest.json",
    // Nothing is put into styles as a `data:` address: the pages' policy refuses them.
    assetsInlineLimit: 0,
    modulePreload: false,
    rolldownOptions: {
      input: { main: "src/main.ts" },
      output: {
        // The server takes the plain name from these: name, eight hexadecimal digits, extension.
        hashCharacters: "hex",
        entryFileNames: "assets/[name].[hash:8].js",
        chunkFileNames: "assets/[name].[hash:8].js",
        assetFileNames: "assets/[name].[hash:8][extname]",
      },
    },
  },
});
