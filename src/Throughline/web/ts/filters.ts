/** A form of filters asks again as soon as one of them is chosen; a day that is being typed waits for its button. Without scripts there is always a button. */
document.addEventListener("change", (event) => {
  if (!(event.target instanceof Element) || event.target.matches("input[type=date]")) return;
  event.target.closest<HTMLFormElement>("form[data-submit-on-change]")?.requestSubmit();
});
