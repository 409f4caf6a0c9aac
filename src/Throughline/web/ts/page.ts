/** Runs now, and again on every part of the page that htmx brings in. */
export function onContent(run: (root: ParentNode) => void): void {
  run(document);
  document.addEventListener("htmx:load", (event) => {
    if (event.target instanceof Element) run(event.target);
  });
}

/** True while the person is writing, when single keys belong to the text. */
export function isWriting(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  return target.isContentEditable || ["INPUT", "TEXTAREA", "SELECT"].includes(target.tagName);
}

/** A sentence that the server put on the body, in the person's language. */
export function say(key: string): string {
  return document.body.dataset[key] ?? "";
}

/** Reads a message out to people who use a screen reader, and shows it for a moment. */
export function announce(message: string, tone: "note" | "hurt" = "note"): void {
  const place = document.getElementById("announcements");
  if (!place || !message) return;
  const line = document.createElement("div");
  line.className = `announcement announcement-${tone}`;
  line.textContent = message;
  place.replaceChildren(line);
  setTimeout(() => line.remove(), 6000);
}
