import { BarChart, LineChart, SankeyChart, ScatterChart } from "echarts/charts";
import { AriaComponent, DatasetComponent, GridComponent, MarkLineComponent, TooltipComponent } from "echarts/components";
import { init, use, type EChartsCoreOption, type EChartsType } from "echarts/core";
import { LabelLayout } from "echarts/features";
import { SVGRenderer } from "echarts/renderers";
import { showLegend } from "./chart-legend";
import { openMarkMenu, type MarkLink } from "./chart-menu";
import { askForNote, showNotes } from "./chart-notes";
import { colour, dressed, entries, legendsOf, type Series } from "./chart-series";
import { onContent } from "./page";

use([BarChart, LineChart, SankeyChart, ScatterChart, AriaComponent, DatasetComponent, GridComponent, MarkLineComponent, TooltipComponent,
  LabelLayout, SVGRenderer]);

/** What stands in the place of a chart: the legend, the drawing, and the notes on it. */
interface Drawn {
  chart: EChartsType;
  legend: HTMLElement;
  drawing: HTMLElement;
  notes: HTMLElement;
  hidden: Set<string>;
}

const drawn = new Map<HTMLElement, Drawn>();

function axis(given: { axisLabel?: object } | undefined): object {
  return {
    axisLine: { lineStyle: { color: colour("line") } },
    axisTick: { show: false },
    splitLine: { lineStyle: { color: colour("line") } },
    ...given,
    axisLabel: { color: colour("quiet"), hideOverlap: true, ...given?.axisLabel },
  };
}

/** Words beside a line are read on the card, so they take the ink and no outline, and give way to each other. */
function series(given: object | undefined): Series[] {
  const words = { color: colour("ink"), textBorderWidth: 0 };
  return ([given ?? []].flat() as Series[]).map((one) => dressed({ labelLayout: { hideOverlap: true }, ...one, label: { ...words, ...one.label } }));
}

/** Puts our colours in where a chart names them: `--tl-accent`. */
function coloured<T>(given: T): T {
  if (typeof given === "string") return (given.startsWith("--tl-") ? colour(given.slice(5)) : given) as T;
  if (Array.isArray(given)) return given.map(coloured) as T;
  if (given !== null && typeof given === "object") return Object.fromEntries(Object.entries(given).map(([key, value]) => [key, coloured(value)])) as T;
  return given;
}

function told(unit: string): (value: unknown) => string {
  return (value) => (typeof value === "number" ? `${value.toLocaleString(document.documentElement.lang)}${unit}` : "—");
}

function options(host: HTMLElement, given: Record<string, object>, shown: Series[]): EChartsCoreOption {
  return {
    animation: false,
    aria: { enabled: true, label: { description: host.dataset.label ?? "" } },
    color: [0, 1, 2, 3, 4, 5, 6, 7].map((at) => colour(`series-${at}`)),
    textStyle: { fontFamily: "inherit", fontSize: 12, color: colour("ink") },
    // Half of the last day's name stands beyond the last day.
    grid: { left: 8, right: 42, top: 16, bottom: 8, containLabel: true },
    ...given,
    tooltip: { trigger: "axis", confine: true, backgroundColor: colour("card"), borderColor: colour("line"),
      textStyle: { color: colour("ink") }, valueFormatter: told(host.dataset.unit ?? ""), ...given.tooltip },
    ...(given.xAxis || given.yAxis ? { xAxis: axis(given.xAxis), yAxis: axis(given.yAxis) } : {}),
    series: shown,
  };
}

function draw(host: HTMLElement): void {
  const given = coloured(JSON.parse(host.dataset.chart ?? "{}")) as Record<string, object>;
  const here = drawn.get(host) ?? begin(host);
  const all = series(given.series);
  showLegend(here.legend, entries(all), here.hidden, () => draw(host));
  const shown = all.filter((one) => !legendsOf(one).some((name) => here.hidden.has(name)));
  here.chart.resize();
  here.chart.setOption(options(host, given, shown), { notMerge: true });
  if (given.xAxis) showNotes(host, here.notes, here.chart);
}

function part(host: HTMLElement, name: string): HTMLElement {
  const place = document.createElement("div");
  place.className = name;
  host.append(place);
  return place;
}

/** A mark with an address of its own opens the customers behind it; one with several lets the person choose. */
function begin(host: HTMLElement): Drawn {
  host.replaceChildren();
  const [legend, frame] = [part(host, "chart-legend"), part(host, "chart-frame")];
  const [drawing, notes] = [part(frame, "chart-drawing"), part(frame, "chart-notes")];
  legend.setAttribute("role", "group");
  legend.setAttribute("aria-label", host.dataset.legend ?? "");
  drawing.setAttribute("role", "img");
  const chart = init(drawing, null, { renderer: "svg" });
  const here = { chart, legend, drawing, notes, hidden: new Set<string>() };
  drawn.set(host, here);
  chart.on("click", (mark) => {
    const { href, links, title } = (mark.data ?? {}) as { href?: string; links?: MarkLink[]; title?: string };
    if (links) openMarkMenu(title ?? mark.name, links);
    if (href?.startsWith("/") && !href.startsWith("//")) location.assign(href);
  });
  chart.getZr().on("click", (event) => { if (!event.target) askForNote(host, chart, event.offsetX, event.offsetY); });
  return here;
}

function forgetRemoved(): void {
  for (const [host, { chart }] of drawn) {
    if (host.isConnected) continue;
    chart.dispose();
    drawn.delete(host);
  }
}

function drawAll(root: ParentNode): void {
  forgetRemoved();
  if (root instanceof HTMLElement && root.matches("[data-chart]")) draw(root);
  for (const host of root.querySelectorAll<HTMLElement>("[data-chart]")) draw(host);
}

onContent(drawAll);
addEventListener("resize", () => drawn.forEach(({ chart, notes }, host) => {
  chart.resize();
  if (notes.childElementCount > 0) showNotes(host, notes, chart);
}));
document.addEventListener("theme", () => drawAll(document));

// On paper a drawing is as wide as the paper lets it be.
addEventListener("beforeprint", () => drawn.forEach(({ chart, drawing }) => {
  drawing.querySelector("svg")?.setAttribute("viewBox", `0 0 ${chart.getWidth()} ${chart.getHeight()}`);
}));
