import { say } from "./page";

// What stands behind a number is its title; here it is shown as a tip: to the pointer, to the keyboard, and to a touch.
const margin = 8;
const kept = new WeakMap<Element, string>();
let shown: HTMLElement | null = null;
let byTouch = false;

const tip = document.createElement("div");
tip.id = "tip";
tip.className = "tip";
tip.role = "tooltip";
tip.hidden = true;
document.body.append(tip);

/** The text of a tip; taken off the element, so that the browser does not show it a second time. */
function textOf(place: HTMLElement): string {
  if (place.title) {
    kept.set(place, place.title);
    place.removeAttribute("title");
  }
  return kept.get(place) ?? "";
}

function line(text: string): HTMLElement {
  const row = document.createElement("span");
  const [name, fact] = text.split("\t");
  row.className = fact === undefined ? "tip-text" : "tip-fact";
  if (fact === undefined) row.textContent = text;
  else for (const part of [name ?? "", fact]) row.appendChild(document.createElement("span")).textContent = part;
  return row;
}

function show(place: HTMLElement): void {
  const text = textOf(place);
  if (!text || shown === place) return;
  hide();
  tip.replaceChildren(...text.split("\n").map(line));
  if (byTouch && place.matches("a[href]")) tip.append(line(say("sayTapAgain")));
  tip.hidden = false;
  // A dialog lies above everything else, and so must what belongs to it.
  (place.closest("dialog[open]") ?? document.querySelector("main") ?? document.body).append(tip);
  const { left, top, bottom } = place.getBoundingClientRect();
  const { width, height } = tip.getBoundingClientRect();
  const under = bottom + 6 + height <= innerHeight - margin || top < height + margin;
  tip.style.left = `${Math.max(margin, Math.min(left, document.documentElement.clientWidth - width - margin))}px`;
  tip.style.top = `${under ? bottom + 6 : top - height - 6}px`;
  place.setAttribute("aria-describedby", tip.id);
  shown = place;
}

function hide(): void {
  shown?.removeAttribute("aria-describedby");
  shown = null;
  tip.hidden = true;
}

function placeOf(target: EventTarget | null): HTMLElement | null {
  return target instanceof Element ? target.closest<HTMLElement>(".evidence") : null;
}

document.addEventListener("pointerdown", (event) => {
  byTouch = event.pointerType === "touch";
}, { capture: true });

document.addEventListener("pointerover", (event) => {
  if (event.pointerType === "touch") return;
  const place = placeOf(event.target);
  if (place) show(place);
  else if (shown && shown !== document.activeElement && !tip.contains(event.target as Node)) hide();
});

document.addEventListener("focusin", (event) => {
  const place = placeOf(event.target);
  // A touch is answered by its click, which comes after.
  if (place && !byTouch) show(place);
  else if (!place) hide();
});

// The first touch of a number that leads on shows what stands behind it; the second follows.
document.addEventListener("click", (event) => {
  if (!byTouch) return;
  const place = placeOf(event.target);
  if (!place) hide();
  else if (shown !== place && textOf(place)) {
    event.preventDefault();
    show(place);
  }
}, { capture: true });

document.addEventListener("keydown", (event) => {
  if (event.key === "Escape") hide();
});
document.addEventListener("scroll", hide, { capture: true, passive: true });
