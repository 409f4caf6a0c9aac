import { announce, isWriting } from "../../ts/page";

// A board on a wall: asked again by itself, as large as the screen. Arranging: tiles change places by drag and by keys.
const wall = document.querySelector<HTMLElement>("[data-wall]");

function refresh(): void {
  for (const tile of document.querySelectorAll("[data-tile]")) tile.dispatchEvent(new CustomEvent("refresh"));
}

async function fullScreen(): Promise<void> {
  if (document.fullscreenElement) await document.exitFullscreen();
  else await wall?.requestFullscreen();
}

if (wall) {
  const minutes = Number(wall.dataset.every);
  // A board that nobody sees asks nothing; it does as soon as it is seen again.
  let asked = Date.now();
  const isDue = () => minutes > 0 && !document.hidden && Date.now() - asked >= minutes * 60_000;
  const ask = () => {
    if (!isDue()) return;
    asked = Date.now();
    refresh();
  };
  setInterval(ask, 1_000);
  document.addEventListener("visibilitychange", ask);
  document.addEventListener("click", (event) => {
    const target = event.target as Element;
    if (target.closest("[data-fullscreen]")) void fullScreen();
    if (!target.closest("[data-refresh]")) return;
    event.preventDefault();
    asked = Date.now();
    refresh();
  });
  document.addEventListener("keydown", (event) => {
    if (event.key !== "f" || event.ctrlKey || event.metaKey || event.altKey || isWriting(event.target) || document.querySelector("dialog[open]")) return;
    event.preventDefault();
    void fullScreen();
  });
  document.addEventListener("htmx:beforeRequest", (event) => busy(event, true));
  document.addEventListener("htmx:afterRequest", (event) => busy(event, false));
}

function busy(event: Event, is: boolean): void {
  const tile = event.target as Element;
  if (tile.matches?.("[data-tile]")) tile.setAttribute("aria-busy", String(is));
}

// What a change did is said in the part that came; it is read out even if that part was there before.
document.addEventListener("htmx:afterSwap", (event) => {
  const part = (event as CustomEvent).detail.target as Element | null;
  if (part?.id === "arrangement") announce(document.querySelector("#arrangement > [role=status]")?.textContent ?? "");
});

document.addEventListener("keydown", (event) => {
  if (!event.altKey) return;
  const by = { ArrowLeft: -1, ArrowUp: -1, ArrowRight: 1, ArrowDown: 1 }[event.key];
  const tile = (event.target as Element).closest<HTMLElement>("[data-arranged]");
  if (!by || !tile) return;
  event.preventDefault();
  tile.querySelector<HTMLButtonElement>(`[data-move="${by}"]`)?.click();
});

let dragged: HTMLElement | null = null;
let from = -1;

function placeOf(tile: HTMLElement): number {
  return [...(tile.parentElement?.children ?? [])].indexOf(tile);
}

document.addEventListener("pointerdown", (event) => {
  const tile = (event.target as Element).closest("[data-grip]")?.closest<HTMLElement>("[data-arranged]");
  if (tile) tile.draggable = true;
});

document.addEventListener("dragstart", (event) => {
  const tile = event.target as HTMLElement;
  if (!tile.matches?.("[data-arranged]")) return;
  dragged = tile;
  from = placeOf(tile);
  tile.classList.add("is-dragged");
  event.dataTransfer?.setData("text/plain", "");
});

document.addEventListener("dragover", (event) => {
  const over = (event.target as Element).closest<HTMLElement>("[data-arranged]");
  if (!dragged || !over) return;
  event.preventDefault();
  if (over === dragged) return;
  if (placeOf(over) > placeOf(dragged)) over.after(dragged);
  else over.before(dragged);
});

document.addEventListener("dragend", () => {
  if (!dragged) return;
  const [tile, to] = [dragged, placeOf(dragged)];
  dragged = null;
  tile.classList.remove("is-dragged");
  tile.draggable = false;
  const place = tile.closest("form")?.querySelector<HTMLButtonElement>("[data-place]");
  if (!place || to === from) return;
  place.value = `place:${tile.id.slice("tile-".length)}:${to}`;
  place.click();
});
