// Bundles scripts, styles and images into ../wwwroot, each with its compressed twins. What stands below rooms/ is a room's own and is found by itself.
import { build } from "esbuild";
import { cp, mkdir, readFile, readdir, rm, writeFile } from "node:fs/promises";
import { compress, out } from "./compress.mjs";

await mkdir(out, { recursive: true });
for (const name of await readdir(out)) if (!name.startsWith("icons.")) await rm(`${out}/${name}`, { recursive: true });

// `import "rooms"` in a script or a style brings in everything of that kind below rooms/.
const rooms = {
  name: "rooms",
  setup(bundler) {
    bundler.onResolve({ filter: /^rooms$/ }, ({ kind }) => ({ path: kind === "import-rule" ? "css" : "ts", namespace: "rooms" }));
    bundler.onLoad({ filter: /./, namespace: "rooms" }, async ({ path }) => {
      const found = (await readdir("rooms", { recursive: true })).filter((name) => name.endsWith(`.${path}`)).sort();
      const lines = found.map((name) => (path === "css" ? `@import "./rooms/${name}";` : `import "./rooms/${name}";`));
      return { contents: lines.join("\n"), loader: path, resolveDir: "." };
    });
  },
};

await build({
  entryPoints: {
    app: "ts/app.ts",
    theme: "ts/theme-first.ts",
    "live-worker": "ts/live-worker.ts",
    charts: "ts/charts.ts",
    "css-app": "css/app.css",
    "css-public": "css/public.css",
  },
  plugins: [rooms],
  entryNames: "[name]",
  outdir: out,
  bundle: true,
  minify: true,
  format: "iife",
  target: ["es2022"],
  legalComments: "none",
  logLevel: "warning",
});
await renameStyles();
await cp("images", out, { recursive: true });
await compress((name) => /\.(js|css|svg)$/.test(name) && !name.startsWith("icons."));

async function renameStyles() {
  for (const name of ["app", "public"]) {
    await writeFile(`${out}/${name}.css`, await readFile(`${out}/css-${name}.css`));
    await rm(`${out}/css-${name}.css`);
  }
}
