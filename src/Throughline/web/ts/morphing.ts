import { Idiomorph } from "idiomorph/htmx";

// A part that is brought up to date keeps what the person did with it: what they opened stays open, what they loaded stays.
const callbacks = Idiomorph.defaults.callbacks;
// What they are typing is newer than any answer.
callbacks.beforeAttributeUpdated = (name, node) =>
  !(name === "open" && node.matches("details[data-keep]"))
  && !(name === "value" && node === document.activeElement && node.matches("input, textarea"))
  // A sheet that is open stays open, and what the legend switched off stays off.
  && !(["class", "role", "aria-modal", "aria-labelledby"].includes(name) && node.matches("[data-sheet].is-open"))
  && !(["data-off", "aria-pressed"].includes(name) && node.matches("[data-series-in], [data-switches]"))
  && !(name === "aria-expanded" && node.matches("[data-opens-sheet]"));
// A chart's drawing is the script's: it is only told what to draw anew.
callbacks.beforeNodeMorphed = (old, fresh) => {
  if (!(old instanceof HTMLElement)) return true;
  if (old.matches("[data-chart]") && fresh instanceof HTMLElement && fresh.dataset.chart !== undefined) {
    for (const name of Object.keys(old.dataset)) delete old.dataset[name];
    Object.assign(old.dataset, fresh.dataset);
    return false;
  }
  return !old.matches("[data-loaded]");
};
