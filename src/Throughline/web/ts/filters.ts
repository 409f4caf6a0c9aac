/** A form of filters asks again as soon as one of them is changed; without scripts it has a button. */
document.addEventListener("change", (event) => {
  const form = event.target instanceof Element ? event.target.closest<HTMLFormElement>("form[data-submit-on-change]") : null;
  form?.requestSubmit();
});
