/** A form that was refused begins where its first fault is; what is wrong at the head of a page is in sight already. */
const first = document.body.dataset.posted === undefined
  ? null
  : document.querySelector<HTMLElement>("main :is([aria-invalid='true'], .field-error):not(.page-head *)");
if (first) {
  first.scrollIntoView({ block: "center" });
  if (first.matches("input, select, textarea")) first.focus({ preventScroll: true });
}

/** A page that made something stands at the address of what it made. */
const made = document.querySelector<HTMLElement>("[data-address]")?.dataset.address;
if (made?.startsWith("/") && !made.startsWith("//")) history.replaceState(history.state, "", made);

export {};
