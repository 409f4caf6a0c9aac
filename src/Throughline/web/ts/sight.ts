import { onContent } from "./page";

/** In a row of tabs that is wider than the screen, the open one is in sight. */
onContent((root) => {
  for (const row of root.querySelectorAll<HTMLElement>("[data-in-sight]")) {
    const open = row.querySelector<HTMLElement>("[aria-current]");
    if (open) row.scrollLeft = open.offsetLeft - row.offsetLeft - (row.clientWidth - open.offsetWidth) / 2;
  }
});
