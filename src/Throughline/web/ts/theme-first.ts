// Loaded before the first paint, so that a dark page never flashes white.
const chosen = document.documentElement.dataset.theme;
if (chosen === "system") {
  document.documentElement.dataset.bsTheme = matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light";
}

// Groups of the menu that were folded are so from the first paint on.
try {
  document.documentElement.dataset.folded = localStorage.getItem("throughline-folded") ?? "";
} catch {
  // Whoever keeps no data for us sees every group.
}
