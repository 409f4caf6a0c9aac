import type { Entry } from "./chart-series";

const svg = "http://www.w3.org/2000/svg";

function drawn(name: string, attributes: Record<string, string>): SVGElement {
  const element = document.createElementNS(svg, name);
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
  return element;
}

/** Colour, shape and dash as the chart has them. */
function swatch(entry: Entry): SVGElement {
  const mark = drawn("svg", { viewBox: "0 0 24 12", width: "24", height: "12", "aria-hidden": "true", class: "legend-swatch" });
  if (entry.band) mark.append(drawn("rect", { width: "24", height: "12", fill: entry.colour, opacity: "0.25" }));
  else mark.append(drawn("path", { d: "M0 6H24", stroke: entry.colour, "stroke-width": "2", ...(entry.dashed ? { "stroke-dasharray": "5 3" } : {}) }));
  if (entry.shape) mark.append(drawn("path", { d: entry.shape, fill: entry.colour, transform: "translate(7 1)" }));
  return mark;
}

/** The entries as buttons that switch their lines off and on; none where there is one thing to see. */
export function showLegend(place: HTMLElement, all: Entry[], hidden: Set<string>, changed: () => void): void {
  const had = document.activeElement instanceof HTMLElement && place.contains(document.activeElement) ? document.activeElement.dataset.series : undefined;
  place.hidden = all.length < 2;
  place.replaceChildren(...(all.length < 2 ? [] : all.map((entry) => {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "legend-entry";
    button.dataset.series = entry.name;
    button.setAttribute("aria-pressed", String(!hidden.has(entry.name)));
    const name = document.createElement("span");
    name.textContent = entry.name;
    button.append(swatch(entry), name);
    button.addEventListener("click", () => {
      if (!hidden.delete(entry.name)) hidden.add(entry.name);
      changed();
    });
    return button;
  })));
  for (const one of place.querySelectorAll<HTMLElement>("[data-series]")) if (had !== undefined && one.dataset.series === had) one.focus();
}
