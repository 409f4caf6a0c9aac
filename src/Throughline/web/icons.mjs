// Collects the icons that pages and classes name into one sprite, ../wwwroot/icons.svg. Whoever names an icon of Tabler's outline set has it.
import { existsSync } from "node:fs";
import { mkdir, readFile, readdir, writeFile } from "node:fs/promises";
import { compress, out } from "./compress.mjs";

const outline = "node_modules/@tabler/icons/icons/outline";
const elsewhere = /^(web|wwwroot|bin|obj|Demo|Migrations)\//;

// A text in quotes that is an icon's name, unless it is the value of an attribute that cannot be one.
const named = /(?<!\b(?:class|id|name|type|for|value|href|[a-z]+-[a-z-]+)=)"([a-z][a-z0-9-]*)"/g;

const files = (await readdir("..", { recursive: true })).filter((name) => /\.(cs|razor)$/.test(name) && !elsewhere.test(name));
const texts = await Promise.all(files.map((name) => readFile(`../${name}`, "utf8")));
const names = new Set(texts.flatMap((text) => [...text.matchAll(named)].map((match) => match[1])));
const symbols = await Promise.all([...names].sort().filter((name) => existsSync(`${outline}/${name}.svg`)).map(symbol));

await mkdir(out, { recursive: true });
await writeFile(`${out}/icons.svg`, `<svg xmlns="http://www.w3.org/2000/svg">${symbols.join("")}</svg>`);
await compress((name) => name === "icons.svg");

async function symbol(name) {
  const svg = await readFile(`${outline}/${name}.svg`, "utf8");
  const shapes = svg.slice(svg.indexOf(">", svg.indexOf("<svg")) + 1, svg.lastIndexOf("</svg>")).replace(/\s*\n\s*/g, "");
  return `<symbol id="${name}" viewBox="0 0 24 24">${shapes}</symbol>`;
}
