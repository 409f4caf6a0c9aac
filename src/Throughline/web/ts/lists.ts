import { isWriting } from "./page";

/** The rows of the list that j and k walk: the one with focus, or the first on the page. */
function rows(): HTMLElement[] {
  const list = document.activeElement?.closest("[data-list]") ?? document.querySelector("[data-list]");
  return [...(list?.querySelectorAll<HTMLElement>("[data-item]") ?? [])].filter((row) => row.offsetParent !== null);
}

function handle(row: HTMLElement | undefined): HTMLElement | null {
  if (!row) return null;
  return row.matches("a, button") ? row : row.querySelector<HTMLElement>("a, button, summary");
}

function step(by: 1 | -1): void {
  const all = rows();
  const at = all.findIndex((row) => row.contains(document.activeElement));
  const next = at < 0 ? (by > 0 ? 0 : all.length - 1) : Math.min(Math.max(at + by, 0), all.length - 1);
  const target = handle(all[next]);
  target?.focus();
  target?.scrollIntoView({ block: "nearest" });
}

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented || isWriting(event.target)) return;
  if (document.querySelector("dialog[open]")) return;
  if (event.key === "j") step(1);
  else if (event.key === "k") step(-1);
  else return;
  event.preventDefault();
});
