// A legend that the page came with: its entries switch bars of the page off and on, by a word on what they belong to.
document.addEventListener("click", (event) => {
  const entry = (event.target as Element).closest<HTMLElement>("[data-switches]");
  const bars = entry?.closest<HTMLElement>("[data-series-in]");
  if (!entry || !bars) return;
  const off = new Set((bars.dataset.off ?? "").split(" ").filter(Boolean));
  const one = entry.dataset.switches ?? "";
  if (!off.delete(one)) off.add(one);
  bars.dataset.off = [...off].join(" ");
  entry.setAttribute("aria-pressed", String(!off.has(one)));
});

export {};
