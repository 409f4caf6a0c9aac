// Loaded before the first paint, so that a dark page never flashes white.
const chosen = document.documentElement.dataset.theme;
if (chosen === "system") {
  document.documentElement.dataset.bsTheme = matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light";
}
