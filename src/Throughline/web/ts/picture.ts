import { announce, say } from "./page";

// A picture of a chart or a table: the very part of the page, drawn at double size below its title, period and source.
const scale = 2;
const margin = 24;

/** All rules of the page, as a drawing has no other way to them. */
function styles(): string {
  return [...document.styleSheets].flatMap((sheet) => [...sheet.cssRules]).map((rule) => rule.cssText).join("\n");
}

/** Icons stand in a file of their own, which a drawing cannot fetch. */
async function withIcons(copy: HTMLElement): Promise<void> {
  const files = new Map<string, Promise<Document>>();
  for (const use of copy.querySelectorAll("use")) {
    const [file = "", id = ""] = (use.getAttribute("href") ?? "").split("#");
    if (!file) continue;
    if (!files.has(file)) files.set(file, fetch(file).then((it) => it.text()).then((it) => new DOMParser().parseFromString(it, "image/svg+xml")));
    const symbol = (await files.get(file))?.getElementById(id);
    if (!symbol) continue;
    const shapes = document.createElementNS("http://www.w3.org/2000/svg", "svg");
    shapes.setAttribute("viewBox", symbol.getAttribute("viewBox") ?? "0 0 24 24");
    shapes.innerHTML = symbol.innerHTML;
    use.replaceWith(shapes);
  }
}

function line(kind: string, text: string): HTMLElement {
  const row = document.createElement("p");
  row.className = kind;
  row.textContent = text;
  return row;
}

/** Title, period and segment, the part of the page, and whose it is. */
async function page(of: HTMLElement, told: DOMStringMap): Promise<HTMLElement> {
  const sheet = document.createElement("div");
  sheet.className = "picture";
  sheet.style.width = `${of.offsetWidth + 2 * margin}px`;
  const copy = of.cloneNode(true) as HTMLElement;
  for (const left of copy.querySelectorAll("[data-not-pictured], .figure-menu, dialog, script")) left.remove();
  await withIcons(copy);
  sheet.append(line("picture-title", told.pictureTitle ?? ""), line("picture-told", told.pictureTold ?? ""), copy,
    line("picture-source", told.pictureSource ?? ""));
  return sheet;
}

function asImage(sheet: HTMLElement, height: number): Promise<HTMLImageElement> {
  const inside = new XMLSerializer().serializeToString(sheet);
  const { dataset, lang } = document.documentElement;
  const theme = dataset.bsTheme ?? "light";
  const text = `<svg xmlns="http://www.w3.org/2000/svg" width="${innerWidth}" height="${height}" data-bs-theme="${theme}" style="color-scheme:${theme}">`
    + `<style><![CDATA[${styles()}]]></style><foreignObject width="100%" height="100%">`
    + `<div xmlns="http://www.w3.org/1999/xhtml" lang="${lang}" class="picture-page">${inside}</div></foreignObject></svg>`;
  const image = new Image();
  return new Promise((done, failed) => {
    image.onload = () => done(image);
    image.onerror = () => failed(new Error("The picture could not be drawn."));
    image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(text)}`;
  });
}

function save(blob: Blob, name: string): void {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(blob);
  link.download = `${name}.png`;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
}

async function take(button: HTMLElement): Promise<void> {
  const of = document.getElementById(button.dataset.pictureOf ?? "");
  if (!of) return;
  const sheet = await page(of, button.dataset);
  // Measured where it cannot be seen, since its words take more lines than the part alone.
  sheet.classList.add("is-measured");
  document.body.append(sheet);
  const [width, height] = [sheet.offsetWidth, sheet.offsetHeight];
  sheet.remove();
  sheet.classList.remove("is-measured");
  const image = await asImage(sheet, height);
  const canvas = document.createElement("canvas");
  [canvas.width, canvas.height] = [width * scale, height * scale];
  canvas.getContext("2d")?.drawImage(image, 0, 0, width, height, 0, 0, canvas.width, canvas.height);
  const blob = await new Promise<Blob | null>((done) => canvas.toBlob(done, "image/png"));
  if (!blob) throw new Error("The picture is too large.");
  save(blob, button.dataset.pictureName ?? "chart");
}

document.addEventListener("click", (event) => {
  const button = (event.target as Element).closest<HTMLElement>("[data-picture-of]");
  if ((event.target as Element).closest("[data-print]")) print();
  if (button) take(button).catch(() => announce(say("sayNoPicture"), "hurt"));
});

/** A link to a form that leads back to this page, as it now is. */
document.addEventListener("click", (event) => {
  const link = (event.target as Element).closest<HTMLAnchorElement>("a[data-comes-back]");
  if (!link) return;
  const address = new URL(link.href);
  address.searchParams.set("back", location.pathname + location.search);
  link.href = address.href;
});
