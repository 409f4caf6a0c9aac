/**
 * A form of filters asks again as soon as one of them is chosen; a day that is being typed waits for its button, and so does a preset
 * that the arrows pass by. Without scripts there is always a button.
 */
const forms = "form[data-submit-on-change], form[data-ask]";
let byKeys = false;

document.addEventListener("keydown", () => (byKeys = true), { capture: true });
document.addEventListener("pointerdown", () => (byKeys = false), { capture: true });

document.addEventListener("change", (event) => {
  const changed = event.target;
  if (!(changed instanceof HTMLInputElement || changed instanceof HTMLSelectElement) || changed.type === "date") return;
  if (changed.type === "radio" && (byKeys || changed.value === "own")) return;
  if (changed.form?.matches("[data-submit-on-change]")) changed.form.requestSubmit();
});

/** Days belong to the choice of days: with a preset they are not sent, and neither is what says nothing. */
document.addEventListener("formdata", (event) => {
  if (!(event.target instanceof HTMLFormElement) || !event.target.matches(forms)) return;
  const { formData } = event;
  if (formData.get("period") !== "own") for (const day of ["from", "to"]) formData.delete(day);
  if (!event.target.matches("[data-submit-on-change]")) return;
  for (const name of [...formData.keys()]) if (formData.get(name) === "") formData.delete(name);
});

export {};
