import { openDialog } from "./menus";
import { isWriting } from "./page";

/** How long `g` waits for its letter, in milliseconds. */
const patience = 3000;
let goPressedAt = -patience;

function goTo(letter: string): boolean {
  const link = document.querySelector<HTMLAnchorElement>(`a[data-goto="${CSS.escape(letter)}"]`);
  if (link) location.assign(link.href);
  return link !== null;
}

function focusSearch(): void {
  const box = document.querySelector<HTMLInputElement>("[data-search]");
  box?.focus();
  box?.select();
}

function press(event: KeyboardEvent): boolean {
  const waiting = event.timeStamp - goPressedAt < patience;
  goPressedAt = -patience;
  if (waiting) return goTo(event.key.toLowerCase());
  if (event.key === "/") focusSearch();
  else if (event.key === "?") openDialog("help");
  else if (event.key === "g") goPressedAt = event.timeStamp;
  else return false;
  return true;
}

document.addEventListener("keydown", (event) => {
  const isPalette = event.key.toLowerCase() === "k" && (event.ctrlKey || event.metaKey) && !event.altKey && !event.shiftKey;
  if (isPalette && !document.querySelector("dialog[open]")) {
    event.preventDefault();
    return focusSearch();
  }
  if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return;
  const target = event.target;
  if (event.key === "Escape" && target instanceof HTMLElement && target.matches("[data-search]")) return target.blur();
  if (isWriting(target) || document.querySelector("dialog[open]")) return;
  if (press(event)) event.preventDefault();
});
