// A box with a list under it (WAI-ARIA combobox): the list comes from the server as one types, the commonest first.
export {};

const sheet = document.getElementById("choices");
const patience = 120;
let box: HTMLInputElement | null = null;
let before = "";
let at = -1;
let waiting = 0;
let asked: AbortController | null = null;
// Typed since the list in sight was asked for.
let stale = false;

function lines(): HTMLElement[] {
  return [...(sheet?.querySelectorAll<HTMLElement>("[data-value]") ?? [])];
}

function mark(index: number): void {
  at = index;
  for (const [i, line] of lines().entries()) line.setAttribute("aria-selected", String(i === at));
  const line = lines()[at];
  if (line) {
    box?.setAttribute("aria-activedescendant", line.id);
    line.scrollIntoView({ block: "nearest" });
  } else box?.removeAttribute("aria-activedescendant");
}

function address(input: HTMLInputElement, typed: string): string {
  const property = input.closest("[data-condition]")?.querySelector<HTMLInputElement>("[name=where], [name=filter]")?.value ?? "";
  return `${input.dataset.choices}&property=${encodeURIComponent(property)}&q=${encodeURIComponent(typed)}`;
}

function place(): void {
  if (!sheet || !box) return;
  const { left, bottom, top, width } = box.getBoundingClientRect();
  const wide = Math.min(Math.max(width, 260), innerWidth - 16);
  const below = innerHeight - bottom > 240 || innerHeight - bottom > top;
  Object.assign(sheet.style, {
    left: `${Math.min(left, innerWidth - wide - 8)}px`,
    width: `${wide}px`,
    top: below ? `${bottom + 4}px` : "auto",
    bottom: below ? "auto" : `${innerHeight - top + 4}px`,
    maxHeight: `${Math.min(360, (below ? innerHeight - bottom : top) - 16)}px`,
  });
}

/** Names are few, so Enter takes the first that fits; a value may be any text, and the one that was typed is meant. */
function isName(input: HTMLInputElement): boolean {
  return !input.dataset.choices?.endsWith("of=value");
}

async function open(input: HTMLInputElement, typed: string): Promise<void> {
  asked?.abort();
  asked = new AbortController();
  try {
    const answer = await fetch(address(input, typed), { signal: asked.signal, credentials: "same-origin" });
    if (!answer.ok || !sheet || box !== input) return;
    // Our own server's lines, escaped there.
    sheet.innerHTML = await answer.text();
    sheet.hidden = false;
    input.setAttribute("aria-expanded", "true");
    place();
    stale = input.value !== typed && typed !== "";
    mark(typed !== "" && isName(input) && lines().length > 0 ? 0 : -1);
  } catch (error) {
    if (!(error instanceof DOMException)) throw error;
  }
}

function close(): void {
  clearTimeout(waiting);
  asked?.abort();
  if (sheet) sheet.hidden = true;
  box?.setAttribute("aria-expanded", "false");
  box?.removeAttribute("aria-activedescendant");
  at = -1;
}

function choose(value: string): void {
  const input = box;
  close();
  if (!input) return;
  stale = false;
  const changed = value !== before;
  input.value = before = value;
  if (changed) input.dispatchEvent(new Event("change", { bubbles: true }));
}

/** Whoever types faster than the list comes means what the list will say. */
async function chooseBest(input: HTMLInputElement): Promise<void> {
  clearTimeout(waiting);
  await open(input, input.value);
  if (box === input && !stale) choose(lines()[at]?.dataset.value ?? input.value);
}

function press(event: KeyboardEvent): boolean {
  const isOpen = sheet?.hidden === false;
  const count = lines().length;
  if (event.key === "ArrowDown" || event.key === "ArrowUp") {
    stale = false;
    if (!isOpen && box) void open(box, "");
    else if (count > 0) mark((at + (event.key === "ArrowDown" ? 1 : at < 0 ? 0 : -1) + count) % count);
  } else if (event.key === "Enter" && stale && box && isName(box)) void chooseBest(box);
  else if (event.key === "Enter" && isOpen && at >= 0) choose(lines()[at]?.dataset.value ?? "");
  else if (event.key === "Enter") {
    close();
    return false;
  }
  else if (event.key === "Escape" && isOpen) {
    if (box) box.value = before;
    stale = false;
    close();
  } else return false;
  return true;
}

document.addEventListener("focusin", (event) => {
  const input = event.target as HTMLInputElement;
  if (!sheet || !input.matches("[data-choices]")) return;
  box = input;
  before = input.value;
  stale = false;
});

document.addEventListener("focusout", (event) => {
  if (event.target === box) close();
});

document.addEventListener("click", (event) => {
  const input = event.target as HTMLInputElement;
  if (input === box && sheet?.hidden) {
    input.select();
    void open(input, "");
  }
});

document.addEventListener("input", (event) => {
  if (event.target !== box || !box) return;
  const input = box;
  stale = input.value !== "";
  clearTimeout(waiting);
  waiting = window.setTimeout(() => void open(input, input.value), patience);
});

document.addEventListener("keydown", (event) => {
  if (event.target === box && !event.altKey && !event.ctrlKey && !event.metaKey && press(event)) event.preventDefault();
});

// The box keeps the focus while a line is pressed, and the line that was pressed counts when newer ones take its place.
let pressed: HTMLElement | null = null;
function lineOf(event: Event): HTMLElement | null {
  return (event.target as Element).closest<HTMLElement>("[data-value]");
}
sheet?.addEventListener("pointerdown", (event) => {
  event.preventDefault();
  pressed = lineOf(event);
});
sheet?.addEventListener("click", (event) => {
  const line = pressed ?? lineOf(event);
  if (line) choose(line.dataset.value ?? "");
  pressed = null;
});
addEventListener("resize", close);
addEventListener("scroll", (event) => { if (event.target !== sheet) place(); }, { capture: true, passive: true });
