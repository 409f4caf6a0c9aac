const box = document.querySelector<HTMLInputElement>("[data-search]");
const sheet = document.getElementById("found");
let at = -1;

function options(): HTMLElement[] {
  return [...(sheet?.querySelectorAll<HTMLElement>("[role=option]") ?? [])];
}

function show(open: boolean): void {
  if (!box || !sheet) return;
  sheet.hidden = !open;
  box.setAttribute("aria-expanded", String(open));
  mark(-1);
}

function mark(index: number): void {
  at = index;
  for (const [i, option] of options().entries()) option.setAttribute("aria-selected", String(i === at));
  const chosen = options()[at];
  if (chosen) {
    box?.setAttribute("aria-activedescendant", chosen.id);
    chosen.scrollIntoView({ block: "nearest" });
  } else box?.removeAttribute("aria-activedescendant");
}

function step(by: 1 | -1): void {
  const count = options().length;
  if (count > 0) mark((at + by + count + (at < 0 && by < 0 ? 1 : 0)) % count);
}

box?.addEventListener("keydown", (event) => {
  if (sheet?.hidden !== false) return;
  if (event.key === "ArrowDown" || event.key === "ArrowUp") step(event.key === "ArrowDown" ? 1 : -1);
  else if (event.key === "Enter" && at >= 0) options()[at]?.click();
  else if (event.key === "Escape") return show(false);
  else return;
  event.preventDefault();
});

sheet?.addEventListener("htmx:afterSwap", () => show(document.activeElement === box && sheet.childElementCount > 0));
box?.addEventListener("focus", () => show((sheet?.childElementCount ?? 0) > 0));
document.addEventListener("click", (event) => {
  if (!(event.target as Element).closest(".search")) show(false);
});
box?.addEventListener("blur", (event) => {
  if (!(event.relatedTarget instanceof Node && sheet?.contains(event.relatedTarget))) show(false);
});
