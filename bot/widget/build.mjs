// Builds dist/shopbot.js: the script and its styles in one file.
// Another file can be named: node build.mjs OUTFILE
import { readFile } from "node:fs/promises";
import { build, transform } from "esbuild";

// esbuild's own text loader would leave the styles as they are written.
const minifiedStyles = {
  name: "minified-styles",
  setup(pipeline) {
    pipeline.onLoad({ filter: /\.css$/ }, async ({ path }) => {
      const source = await readFile(path, "utf8");
      const { code } = await transform(source, { loader: "css", minify: true });
      return { contents: code.trim(), loader: "text" };
    });
  },
};

await build({
  entryPoints: [new URL("src/main.ts", import.meta.url).pathname],
  outfile: process.argv[2] ?? new URL("dist/shopbot.js", import.meta.url).pathname,
  bundle: true,
  minify: true,
  format: "iife",
  target: "es2022",
  charset: "utf8",
  legalComments: "none",
  banner: { js: "/* shopbot widget, Apache-2.0 */" },
  plugins: [minifiedStyles],
});
