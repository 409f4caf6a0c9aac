import { onContent } from "../../ts/page";

// A question's form: steps change places by drag or by keys, and what was just added takes the focus.
let dragged: HTMLElement | null = null;

function ask(within: Element): void {
  within.closest("form")?.dispatchEvent(new CustomEvent("ask", { bubbles: true }));
}

/** Moves a step before the answer is there, so that the focus stays in it; the numbers follow with the answer. */
function move(line: HTMLElement, up: boolean): void {
  const other = up ? line.previousElementSibling : line.nextElementSibling;
  if (!other) return;
  const focused = document.activeElement;
  if (up) other.before(line);
  else other.after(line);
  if (focused instanceof HTMLElement && line.contains(focused)) focused.focus();
  ask(line);
}

document.addEventListener("keydown", (event) => {
  if (!event.altKey || (event.key !== "ArrowUp" && event.key !== "ArrowDown")) return;
  const line = (event.target as Element).closest<HTMLElement>("[data-sortable] > [data-event]");
  if (!line) return;
  event.preventDefault();
  move(line, event.key === "ArrowUp");
});

document.addEventListener("pointerdown", (event) => {
  const grip = (event.target as Element).closest("[data-grip]");
  const line = grip?.closest<HTMLElement>("[data-event]");
  if (line) line.draggable = true;
});

document.addEventListener("dragstart", (event) => {
  const line = event.target as HTMLElement;
  if (!line.matches?.("[data-event]")) return;
  dragged = line;
  line.classList.add("is-dragged");
  event.dataTransfer?.setData("text/plain", "");
});

document.addEventListener("dragover", (event) => {
  const over = (event.target as Element).closest<HTMLElement>("[data-event]");
  if (!dragged || !over || over.parentElement !== dragged.parentElement) return;
  event.preventDefault();
  if (over === dragged) return;
  const { top, height } = over.getBoundingClientRect();
  if (event.clientY < top + height / 2) over.before(dragged);
  else over.after(dragged);
});

document.addEventListener("dragend", () => {
  if (!dragged) return;
  dragged.classList.remove("is-dragged");
  dragged.draggable = false;
  ask(dragged);
  dragged = null;
});

document.addEventListener("pointerup", () => {
  if (!dragged) for (const line of document.querySelectorAll<HTMLElement>("[data-event][draggable=true]")) line.draggable = false;
});

// A part of a larger form that is edited in place: its buttons change it without sending the whole.
document.addEventListener("click", (event) => {
  const button = (event.target as Element).closest<HTMLButtonElement>("[data-edits] button[name=do]");
  if (!button) return;
  event.preventDefault();
  button.closest("[data-edits]")?.dispatchEvent(new CustomEvent("edit", { detail: button.value }));
});

document.addEventListener("htmx:configRequest", (event) => {
  const { elt, triggeringEvent, parameters } = (event as CustomEvent).detail;
  if (triggeringEvent?.type === "edit") parameters.do = triggeringEvent.detail;
  // htmx sends the button that has the focus along with every edit; who only comes by with Tab has not pressed it.
  else if ((elt as Element).matches("[data-ask]") && triggeringEvent?.type !== "submit") delete parameters.do;
});

// An answer that comes when something newer is about to be asked would take away what was just written.
const asking = "[data-ask], [data-edits]";
let isNewer = false;

document.addEventListener("change", (event) => {
  const changed = event.target as HTMLInputElement;
  if (changed.closest(asking) ?? changed.form?.matches(asking)) isNewer = true;
}, { capture: true });

document.addEventListener("htmx:beforeRequest", (event) => {
  if ((event.target as Element).matches(asking)) isNewer = false;
});

document.addEventListener("htmx:beforeSwap", (event) => {
  const { detail } = event as CustomEvent;
  if (isNewer && (detail.requestConfig?.elt as Element | undefined)?.matches(asking)) detail.shouldSwap = false;
});

onContent((root) => {
  const added = [...root.querySelectorAll<HTMLElement>("[data-focus]")].at(-1);
  added?.removeAttribute("data-focus");
  added?.focus();
});
