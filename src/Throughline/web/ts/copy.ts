import { announce, say } from "./page";

async function copy(button: HTMLElement): Promise<void> {
  const place = document.getElementById(button.dataset.copyFrom ?? "");
  const source = place?.querySelector<HTMLElement>("pre:not([hidden])") ?? place;
  const text = button.dataset.copy ?? source?.textContent ?? "";
  try {
    await navigator.clipboard.writeText(text);
    button.classList.add("is-copied");
    setTimeout(() => button.classList.remove("is-copied"), 2000);
    announce(say("sayCopied"));
  } catch {
    // Outside a secure context there is no clipboard: select the text, so that Ctrl+C takes it.
    if (source) getSelection()?.selectAllChildren(source);
    announce(say("sayCopyByHand"));
  }
}

document.addEventListener("click", (event) => {
  const button = (event.target as Element).closest<HTMLElement>("[data-copy], [data-copy-from]");
  if (button) void copy(button);
});
