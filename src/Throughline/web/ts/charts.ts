import { BarChart, LineChart, SankeyChart, ScatterChart } from "echarts/charts";
import { AriaComponent, DatasetComponent, GridComponent, MarkLineComponent, TooltipComponent } from "echarts/components";
import { init, use, type EChartsCoreOption, type EChartsType } from "echarts/core";
import { LabelLayout } from "echarts/features";
import { SVGRenderer } from "echarts/renderers";
import { openMarkMenu, type MarkLink } from "./chart-menu";
import { onContent } from "./page";

use([BarChart, LineChart, SankeyChart, ScatterChart, AriaComponent, DatasetComponent, GridComponent, MarkLineComponent, TooltipComponent,
  LabelLayout, SVGRenderer]);

const drawn = new Map<HTMLElement, EChartsType>();

/** One of our colours as the theme now has it; the browser works out light and dark. */
function colour(name: string): string {
  const probe = document.body.appendChild(document.createElement("span"));
  probe.style.color = `var(--tl-${name})`;
  const found = getComputedStyle(probe).color;
  probe.remove();
  return found;
}

function axis(given: { axisLabel?: object } | undefined): object {
  return {
    axisLine: { lineStyle: { color: colour("line") } },
    axisTick: { show: false },
    splitLine: { lineStyle: { color: colour("line") } },
    ...given,
    axisLabel: { color: colour("quiet"), ...given?.axisLabel },
  };
}

/** Words beside a line are read on the card, so they take the ink and no outline. */
function series(given: object | undefined): object[] {
  const words = { color: colour("ink"), textBorderWidth: 0 };
  return [given ?? []].flat().map((one: { label?: object; endLabel?: object }) => ({
    ...one,
    label: { ...words, ...one.label },
    endLabel: { ...words, ...one.endLabel },
  }));
}

/** Puts our colours in where a chart names them: `--tl-accent`. */
function coloured<T>(given: T): T {
  if (typeof given === "string") return (given.startsWith("--tl-") ? colour(given.slice(5)) : given) as T;
  if (Array.isArray(given)) return given.map(coloured) as T;
  if (given !== null && typeof given === "object") return Object.fromEntries(Object.entries(given).map(([key, value]) => [key, coloured(value)])) as T;
  return given;
}

function options(given: Record<string, object>): EChartsCoreOption {
  return {
    animation: false,
    aria: { enabled: true },
    color: ["accent", "helped", "watch", "hurt", "quiet"].map(colour),
    textStyle: { fontFamily: "inherit", fontSize: 12, color: colour("ink") },
    grid: { left: 8, right: 80, top: 16, bottom: 8, containLabel: true },
    ...given,
    tooltip: { trigger: "axis", confine: true, backgroundColor: colour("card"), borderColor: colour("line"),
      textStyle: { color: colour("ink") }, ...given.tooltip },
    ...(given.xAxis || given.yAxis ? { xAxis: axis(given.xAxis), yAxis: axis(given.yAxis) } : {}),
    series: series(given.series),
  };
}

function draw(place: HTMLElement): void {
  const given = JSON.parse(place.dataset.chart ?? "{}") as Record<string, object>;
  const chart = drawn.get(place) ?? begin(place);
  chart.setOption(options(coloured(given)), { notMerge: true });
}

/** A mark with an address of its own opens the customers behind it; one with several lets the person choose. */
function begin(place: HTMLElement): EChartsType {
  const chart = init(place, null, { renderer: "svg" });
  drawn.set(place, chart);
  chart.on("click", (mark) => {
    const { href, links, title } = (mark.data ?? {}) as { href?: string; links?: MarkLink[]; title?: string };
    if (links) openMarkMenu(title ?? mark.name, links);
    if (href?.startsWith("/") && !href.startsWith("//")) location.assign(href);
  });
  return chart;
}

function forgetRemoved(): void {
  for (const [place, chart] of drawn) {
    if (place.isConnected) continue;
    chart.dispose();
    drawn.delete(place);
  }
}

function drawAll(root: ParentNode): void {
  forgetRemoved();
  for (const place of root.querySelectorAll<HTMLElement>("[data-chart]")) draw(place);
}

onContent(drawAll);
addEventListener("resize", () => drawn.forEach((chart) => chart.resize()));
document.addEventListener("theme", () => drawAll(document));
