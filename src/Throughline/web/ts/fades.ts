import { onContent } from "./page";

/** What is wider than its place fades at the edge behind which there is more. */
const wide = ".table-scroll, [data-in-sight]";
const sizes = new ResizeObserver((changed) => changed.forEach(({ target }) => tell(target as HTMLElement)));

function tell(place: HTMLElement): void {
  const [before, after] = [place.scrollLeft > 2, place.scrollLeft + place.clientWidth < place.scrollWidth - 2];
  const more = [before ? "before" : "", after ? "after" : ""].filter(Boolean).join(" ");
  if (more) place.dataset.more = more;
  else delete place.dataset.more;
}

onContent((root) => {
  for (const place of root.querySelectorAll<HTMLElement>(wide)) {
    sizes.observe(place);
    tell(place);
  }
});
document.addEventListener("scroll", ({ target }) => {
  if (target instanceof HTMLElement && target.matches(wide)) tell(target);
}, { capture: true, passive: true });
