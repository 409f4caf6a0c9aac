import { onContent } from "./page";

type Theme = "system" | "light" | "dark";
const root = document.documentElement;
const system = matchMedia("(prefers-color-scheme: dark)");

function isTheme(value: string | undefined): value is Theme {
  return value === "system" || value === "light" || value === "dark";
}

function show(theme: Theme): void {
  root.dataset.theme = theme;
  root.dataset.bsTheme = theme === "system" ? (system.matches ? "dark" : "light") : theme;
  for (const button of document.querySelectorAll<HTMLElement>("[data-set-theme]")) {
    button.setAttribute("aria-pressed", String(button.dataset.setTheme === theme));
  }
  document.dispatchEvent(new CustomEvent("theme"));
}

function current(): Theme {
  const theme = root.dataset.theme;
  return isTheme(theme) ? theme : "system";
}

document.addEventListener("click", (event) => {
  const button = (event.target as Element).closest<HTMLElement>("[data-set-theme]");
  const theme = button?.dataset.setTheme;
  if (!isTheme(theme)) return;
  const secure = location.protocol === "https:" ? "; Secure" : "";
  document.cookie = `theme=${theme}; Path=/; Max-Age=31536000; SameSite=Lax${secure}`;
  show(theme);
});

system.addEventListener("change", () => show(current()));
onContent(() => show(current()));
// Paper is white, whatever the screen looks like.
let before: Theme = "system";
addEventListener("beforeprint", () => {
  before = current();
  if (root.dataset.bsTheme === "dark") show("light");
});
addEventListener("afterprint", () => { if (current() !== before) show(before); });
