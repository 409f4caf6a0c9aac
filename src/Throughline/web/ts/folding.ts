/** Groups of the menu fold, and stay folded on this device. */
const kept = "throughline-folded";

function folded(): Set<string> {
  return new Set((document.documentElement.dataset.folded ?? "").split(" ").filter(Boolean));
}

function tell(): void {
  const now = folded();
  for (const heading of document.querySelectorAll<HTMLElement>("[data-folds]")) {
    heading.ariaExpanded = String(!now.has(heading.dataset.folds ?? ""));
  }
}

document.addEventListener("click", (event) => {
  const group = (event.target as Element).closest<HTMLElement>("[data-folds]")?.dataset.folds;
  if (!group) return;
  const now = folded();
  if (!now.delete(group)) now.add(group);
  document.documentElement.dataset.folded = [...now].join(" ");
  try {
    localStorage.setItem(kept, [...now].join(" "));
  } catch {
    // It holds for this page then.
  }
  tell();
});

tell();

export {};
