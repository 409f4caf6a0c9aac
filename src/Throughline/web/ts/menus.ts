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
  if ((event.target as Element).closest("[data-closes]")) (event.target as Element).closest("dialog")?.close();
});

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
