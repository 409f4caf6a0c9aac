// Tips open by style alone; here they are kept inside the window and put away with Escape.
const margin = 8;

function place(figure: Element): void {
  const tip = figure.querySelector<HTMLElement>(".figure-tip");
  if (!tip) return;
  tip.classList.remove("is-above", "is-dismissed");
  tip.style.setProperty("--shift", "0px");
  const { right, bottom, height } = tip.getBoundingClientRect();
  const over = right - (document.documentElement.clientWidth - margin);
  if (over > 0) tip.style.setProperty("--shift", `${-over}px`);
  tip.classList.toggle("is-above", bottom > innerHeight - margin && figure.getBoundingClientRect().top > height + margin);
}

for (const kind of ["pointerover", "focusin"] as const) {
  document.addEventListener(kind, (event) => {
    const figure = (event.target as Element).closest(".figure");
    const from = (event as PointerEvent | FocusEvent).relatedTarget;
    if (figure && !(from instanceof Node && figure.contains(from))) place(figure);
  });
}

document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  for (const tip of document.querySelectorAll(".figure:hover .figure-tip, .figure:focus-within .figure-tip")) tip.classList.add("is-dismissed");
});
