/** Rows that are ticked: how many there are, and all of them at once. */
function tell(list: Element): void {
  const count = list.querySelector<HTMLElement>(".bulk-count");
  const boxes = [...list.querySelectorAll<HTMLInputElement>("input[name=selected]")];
  const ticked = boxes.filter((box) => box.checked).length;
  if (count) count.textContent = (count.dataset.say ?? "").replace("{0}", String(ticked));
  const all = list.querySelector<HTMLInputElement>("[data-select-all]");
  if (!all) return;
  all.checked = ticked > 0 && ticked === boxes.length;
  all.indeterminate = ticked > 0 && ticked < boxes.length;
}

document.addEventListener("change", (event) => {
  const box = event.target as HTMLInputElement;
  const list = box.closest("[data-bulk]");
  if (!list) return;
  if (box.matches("[data-select-all]")) {
    for (const one of list.querySelectorAll<HTMLInputElement>("input[name=selected]")) one.checked = box.checked;
  }
  tell(list);
});

document.addEventListener("reset", (event) => {
  const list = (event.target as Element).querySelector("[data-bulk]");
  if (list) setTimeout(() => tell(list));
});

export {};
