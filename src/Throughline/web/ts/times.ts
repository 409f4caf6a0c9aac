import { onContent } from "./page";

const lang = document.documentElement.lang || "en";
const words = new Intl.RelativeTimeFormat(lang, { numeric: "auto", style: "long" });

/** "4 minutes ago" within a day of now; null when the absolute time reads better. */
export function relative(at: Date, now: Date): string | null {
  const seconds = Math.round((at.getTime() - now.getTime()) / 1000);
  const size = Math.abs(seconds);
  if (size < 45) return words.format(0, "second");
  if (size < 45 * 60) return words.format(Math.trunc(seconds / 60) || Math.sign(seconds), "minute");
  if (size < 12 * 3600) return words.format(Math.round(seconds / 3600), "hour");
  return null;
}

function refresh(root: ParentNode): void {
  const now = new Date();
  for (const time of root.querySelectorAll<HTMLTimeElement>("time[data-relative]")) {
    time.dataset.absolute ??= time.textContent ?? "";
    time.textContent = relative(new Date(time.dateTime), now) ?? time.dataset.absolute;
  }
}

onContent(refresh);
setInterval(() => refresh(document), 30_000);
