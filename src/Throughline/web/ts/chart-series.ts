/** A series as the server describes it, beyond what the library knows. */
export interface Series {
  name?: string;
  type?: string;
  data?: unknown[];
  /** Its place among those that are told apart: gives colour and shape. */
  look?: number;
  /** The entries of the legend that switch it off; its own name when nothing is said. */
  legends?: string[];
  silent?: boolean;
  itemStyle?: { color?: string };
  lineStyle?: { color?: string; type?: string; opacity?: number; width?: number };
  areaStyle?: { color?: string; opacity?: number };
  label?: object;
  [more: string]: unknown;
}

export interface Entry {
  name: string;
  colour: string;
  /** A path in a box of ten; none where there are no points. */
  shape: string | null;
  dashed: boolean;
  band: boolean;
}

const colours = 8;

// A second mark beside the colour, for whoever does not see the colour, or prints without it.
const shapes = [
  "M5 0a5 5 0 1 0 0 10a5 5 0 1 0 0-10z", "M.5.5h9v9h-9z", "M5 0L10 9.5H0z", "M5 0L10 5L5 10L0 5z", "M0 .5H10L5 10z",
  "M3.5 0h3v3.5H10v3H6.5V10h-3V6.5H0v-3h3.5z",
];

/** One of our colours as the theme now has it; the browser works out light and dark. */
export function colour(name: string): string {
  const probe = document.body.appendChild(document.createElement("span"));
  probe.style.color = `var(--tl-${name})`;
  const found = getComputedStyle(probe).color;
  probe.remove();
  return found;
}

/** Gives a series that says its place the colour and the shape of it. */
export function dressed(one: Series): Series {
  if (one.look === undefined) return one;
  const ink = colour(`series-${one.look % colours}`);
  return {
    symbol: `path://${shapes[one.look % shapes.length]}`,
    symbolSize: 7,
    emphasis: { focus: "series" },
    ...one,
    itemStyle: { ...one.itemStyle, color: ink },
    lineStyle: { width: 2, ...one.lineStyle, color: ink },
  };
}

export function legendsOf(one: Series): string[] {
  return one.legends ?? (one.name ? [one.name] : []);
}

/** What the legend says, in the order of the series. */
export function entries(all: Series[]): Entry[] {
  const found = new Map<string, Entry>();
  for (const one of all) {
    const [name] = legendsOf(one);
    // Of a band the part that is seen stands for both.
    if (!name || found.has(name) || one.areaStyle?.opacity === 0) continue;
    const dashed = one.lineStyle?.type === "dashed";
    found.set(name, {
      name,
      colour: one.legends && dashed ? colour("quiet") : (one.areaStyle?.color ?? one.lineStyle?.color ?? one.itemStyle?.color ?? colour("accent")),
      shape: one.look === undefined || dashed ? null : (shapes[one.look % shapes.length] ?? null),
      dashed,
      band: (one.areaStyle?.opacity ?? 0) > 0,
    });
  }
  return [...found.values()];
}
