import { Idiomorph } from "idiomorph/htmx";

// A part that is brought up to date keeps what the person did with it: what they opened stays open, what they loaded stays.
const callbacks = Idiomorph.defaults.callbacks;
// What they are typing is newer than any answer.
callbacks.beforeAttributeUpdated = (name, node) =>
  !(name === "open" && node.matches("details[data-keep]")) && !(name === "value" && node === document.activeElement && node.matches("input, textarea"));
// A chart's drawing is the script's: it is only told what to draw anew.
callbacks.beforeNodeMorphed = (old, fresh) => {
  if (!(old instanceof HTMLElement)) return true;
  if (old.matches("[data-chart]") && fresh instanceof HTMLElement && fresh.dataset.chart !== undefined) {
    old.dataset.chart = fresh.dataset.chart;
    old.ariaLabel = fresh.ariaLabel;
    return false;
  }
  return !old.matches("[data-loaded]");
};
