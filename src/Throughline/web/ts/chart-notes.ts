import type { EChartsType } from "echarts/core";
import { openMarkMenu } from "./chart-menu";

/** What was written of a day, at a point of the chart. */
interface Note {
  at: number;
  day: string;
  text: string;
  href: string;
}

/** Where a chart says which day each of its points begins, and where a note on it is written. */
interface Days {
  starts: string[];
  names: string[];
  add: string;
  addWords: string;
  openWords: string;
}

const top = 16;

function read<T>(json: string | undefined): T | null {
  return json ? (JSON.parse(json) as T) : null;
}

function mark(notes: Note[], words: string): HTMLButtonElement {
  const button = document.createElement("button");
  button.type = "button";
  button.className = "chart-note evidence";
  button.title = notes.map((note) => `${note.day}\t${note.text}`).join("\n");
  button.setAttribute("aria-label", notes.map((note) => `${note.day}: ${note.text}`).join("; "));
  button.addEventListener("click", (event) => {
    // The first touch shows the text, the second goes on.
    if (event.defaultPrevented) return;
    openMarkMenu(words, notes.map(({ day, text, href }) => ({ text: `${day} · ${text}`, href })));
  });
  return button;
}

/** Puts the notes on their days: a line down to the axis, and its text to the pointer, to the keyboard and to a touch. */
export function showNotes(host: HTMLElement, layer: HTMLElement, chart: EChartsType): void {
  const [notes, days] = [read<Note[]>(host.dataset.notes) ?? [], read<Days>(host.dataset.days)];
  const byPoint = new Map<number, Note[]>();
  for (const note of notes) byPoint.set(note.at, [...(byPoint.get(note.at) ?? []), note]);
  layer.replaceChildren(...[...byPoint].map(([at, here]) => {
    const button = mark(here, days?.openWords ?? "");
    const [x, bottom] = [chart.convertToPixel({ xAxisIndex: 0 }, at), chart.convertToPixel({ yAxisIndex: 0 }, 0)];
    button.style.left = `${x}px`;
    button.style.setProperty("--line", `${Math.max(0, bottom - top)}px`);
    return button;
  }));
}

/** A day of the chart that was clicked, where nothing else is: a note on it may be written. */
export function askForNote(host: HTMLElement, chart: EChartsType, x: number, y: number): void {
  const days = read<Days>(host.dataset.days);
  if (!days?.add || !chart.containPixel("grid", [x, y])) return;
  const at = Math.round(chart.convertFromPixel({ xAxisIndex: 0 }, x));
  const day = days.starts[at];
  if (!day) return;
  const address = new URL(days.add, location.origin);
  address.searchParams.set("day", day);
  address.searchParams.set("back", location.pathname + location.search);
  openMarkMenu(days.names[at] ?? day, [{ text: days.addWords, href: address.pathname + address.search }]);
}
