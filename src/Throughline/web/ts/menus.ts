/** Menus are `<details data-menu>`: they open without script; here they learn to close. */
function closeMenus(except?: Element | null): HTMLElement[] {
  const closed: HTMLElement[] = [];
  for (const menu of document.querySelectorAll<HTMLDetailsElement>("details[data-menu][open]")) {
    if (menu === except) continue;
    menu.open = false;
    const summary = menu.querySelector("summary");
    if (summary) closed.push(summary);
  }
  return closed;
}

document.addEventListener("click", (event) => {
  closeMenus((event.target as Element).closest("details[data-menu]"));
  const opener = (event.target as Element).closest<HTMLElement>("[data-opens]");
  // Without script an opener may be a link to the same on a page of its own.
  if (opener && openDialog(opener.dataset.opens ?? "")) event.preventDefault();
  const closer = (event.target as Element).closest("[data-closes]");
  const dialog = closer?.closest("dialog");
  if (dialog) {
    // Without script it is a link to the page without the question.
    if (closer instanceof HTMLAnchorElement) event.preventDefault();
    dialog.close();
  }
  const away = (event.target as Element).closest("[data-dismiss]");
  if (away) {
    event.preventDefault();
    away.closest("[data-toast]")?.remove();
  }
});

// A question that the page came with is asked as one that was opened here, and what was just done is told once.
for (const asked of document.querySelectorAll<HTMLDialogElement>("dialog[data-modal][open]")) {
  asked.close();
  asked.showModal();
}
const address = new URL(location.href);
const told = ["undo", "undone", "confirm"].filter((name) => address.searchParams.has(name));
for (const name of told) address.searchParams.delete(name);
if (told.length > 0) history.replaceState(history.state, "", address);

document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape" || event.defaultPrevented || document.querySelector("dialog[open]")) return;
  const [closed] = closeMenus();
  if (closed) closed.focus();
  else document.querySelector<HTMLElement>("[data-side-close]")?.click();
});

/** Opens the dialog with this id, unless it is open already; false when the page has none. */
export function openDialog(id: string): boolean {
  const dialog = document.getElementById(id);
  closeMenus();
  if (!(dialog instanceof HTMLDialogElement)) return false;
  if (!dialog.open) dialog.showModal();
  return true;
}
