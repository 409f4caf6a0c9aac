// Bundles scripts, styles, icons and images into ../wwwroot, each with its compressed twins.
import { build } from "esbuild";
import { cp, mkdir, readFile, readdir, rm, writeFile } from "node:fs/promises";
import { brotliCompressSync, constants, gzipSync } from "node:zlib";

const out = "../wwwroot";
const nodeIcons = "node_modules/@tabler/icons/icons/outline";

await rm(out, { recursive: true, force: true });
await mkdir(out, { recursive: true });

await build({
  entryPoints: {
    app: "ts/app.ts",
    theme: "ts/theme-first.ts",
    "live-worker": "ts/live-worker.ts",
    charts: "ts/charts.ts",
    "css-app": "css/app.css",
    "css-public": "css/public.css",
  },
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
await writeFile(`${out}/icons.svg`, await sprite());
await cp("images", out, { recursive: true });
await compress();

async function renameStyles() {
  for (const name of ["app", "public"]) {
    await writeFile(`${out}/${name}.css`, await readFile(`${out}/css-${name}.css`));
    await rm(`${out}/css-${name}.css`);
  }
}

async function sprite() {
  const names = JSON.parse(await readFile("icons.json", "utf8"));
  const symbols = await Promise.all([...new Set(names)].sort().map(symbol));
  return `<svg xmlns="http://www.w3.org/2000/svg">${symbols.join("")}</svg>`;
}

async function symbol(name) {
  const svg = await readFile(`${nodeIcons}/${name}.svg`, "utf8");
  const shapes = svg.slice(svg.indexOf(">", svg.indexOf("<svg")) + 1, svg.lastIndexOf("</svg>")).replace(/\s*\n\s*/g, "");
  return `<symbol id="${name}" viewBox="0 0 24 24">${shapes}</symbol>`;
}

async function compress() {
  for (const name of await readdir(out)) {
    if (!/\.(js|css|svg)$/.test(name)) continue;
    const bytes = await readFile(`${out}/${name}`);
    const quality = { params: { [constants.BROTLI_PARAM_QUALITY]: 10 } };
    await writeFile(`${out}/${name}.br`, brotliCompressSync(bytes, quality));
    await writeFile(`${out}/${name}.gz`, gzipSync(bytes, { level: 9 }));
  }
}
