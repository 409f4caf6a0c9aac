// What is a column on a wide screen is a sheet on a phone: opened by one button, closed by Esc, its cross, or a click beside it.
const open = "is-open";
let opener: HTMLElement | null = null;

function sheetOf(target: EventTarget | null): HTMLElement | null {
  return target instanceof Element ? target.closest<HTMLElement>("[data-sheet]") : null;
}

function opened(): HTMLElement | null {
  return document.querySelector<HTMLElement>(`[data-sheet].${open}`);
}

function focusables(sheet: HTMLElement): HTMLElement[] {
  return [...sheet.querySelectorAll<HTMLElement>("a[href], button, input, select, textarea, summary, [tabindex='0']")]
    .filter((one) => one.offsetParent !== null && !one.matches(":disabled, [type=hidden]"));
}

function show(sheet: HTMLElement, by: HTMLElement): void {
  opener = by;
  sheet.classList.add(open);
  sheet.role = "dialog";
  sheet.ariaModal = "true";
  sheet.setAttribute("aria-labelledby", sheet.dataset.sheet ?? "");
  document.documentElement.classList.add("has-sheet");
  by.ariaExpanded = "true";
  // Its heading, so that nothing is opened or closed by what is pressed next.
  (sheet.querySelector<HTMLElement>("h2[tabindex]") ?? focusables(sheet)[0])?.focus();
}

function close(): void {
  const sheet = opened();
  if (!sheet) return;
  sheet.classList.remove(open);
  sheet.removeAttribute("role");
  sheet.removeAttribute("aria-modal");
  sheet.removeAttribute("aria-labelledby");
  document.documentElement.classList.remove("has-sheet");
  // The button may have come anew with an answer.
  const by = document.querySelector<HTMLElement>(`[data-opens-sheet="${sheet.id}"]`) ?? opener;
  if (by) by.ariaExpanded = "false";
  by?.focus();
  opener = null;
}

document.addEventListener("click", (event) => {
  const by = (event.target as Element).closest<HTMLElement>("[data-opens-sheet]");
  const sheet = by && document.getElementById(by.dataset.opensSheet ?? "");
  if (by && sheet) {
    event.preventDefault();
    show(sheet, by);
  } else if ((event.target as Element).closest("[data-closes-sheet]")) close();
  else if ((event.target as Element).matches(".sheet-shade")) close();
});

document.addEventListener("submit", ({ target }) => { if (sheetOf(target)?.classList.contains(open)) close(); });

// The opener is a link for whoever has no script, and a button for everybody else.
document.addEventListener("keydown", (event) => {
  if (event.key !== " " || !(event.target instanceof HTMLElement) || !event.target.matches("a[data-opens-sheet]")) return;
  event.preventDefault();
  event.target.click();
});

document.addEventListener("keydown", (event) => {
  const sheet = opened();
  // What is open within the sheet, such as a list of choices, has the key first.
  if (!sheet || event.defaultPrevented || document.querySelector("dialog[open], [role=listbox]:not([hidden])")) return;
  if (event.key === "Escape") {
    event.preventDefault();
    close();
  } else if (event.key === "Tab") {
    const all = focusables(sheet);
    const edge = event.shiftKey ? all[0] : all.at(-1);
    if (document.activeElement !== edge && sheetOf(document.activeElement) === sheet) return;
    event.preventDefault();
    (event.shiftKey ? all.at(-1) : all[0])?.focus();
  }
});

// Wide again, it is a column as before.
matchMedia("(min-width: 900px)").addEventListener("change", ({ matches }) => { if (matches) close(); });

export {};
