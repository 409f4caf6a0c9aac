import { csrfToken } from "../../ts/requests";

/** Said before it is sent: a server that refuses a body while it arrives looks like a lost connection. */
function offer(form: HTMLElement, file: File): void {
  if (file.size > Number(form.dataset.uploadMost ?? Infinity)) end(form, form.dataset.sayTooLarge ?? "");
  else send(form, file);
}

/** A file goes to the server as it is, with its progress shown; `data-upload` says where to, `data-then` which page comes next. */
function send(form: HTMLElement, file: File): void {
  const place = form.querySelector<HTMLElement>(".upload-progress");
  const bar = form.querySelector("progress");
  const share = form.querySelector<HTMLElement>("[data-upload-share]");
  const request = new XMLHttpRequest();
  request.open("POST", `${form.dataset.upload ?? ""}?name=${encodeURIComponent(file.name)}`);
  request.setRequestHeader("content-type", "application/octet-stream");
  request.setRequestHeader("x-csrf-token", csrfToken());
  request.responseType = "json";
  request.upload.addEventListener("progress", (event) => {
    const part = event.total > 0 ? event.loaded / event.total : 0;
    if (bar) bar.value = part;
    if (share) share.textContent = `${Math.round(part * 100)}%`;
  });
  request.addEventListener("load", () => {
    if (request.status === 201) location.href = (form.dataset.then ?? "") + (request.response as { id: string }).id;
    else end(form, (request.response as { detail?: string } | null)?.detail ?? document.body.dataset.sayFailed ?? "");
  });
  request.addEventListener("error", () => end(form, document.body.dataset.sayOffline ?? ""));
  request.addEventListener("abort", () => end(form, ""));
  form.querySelector("[data-upload-stop]")?.addEventListener("click", () => request.abort(), { once: true });
  say(form, "");
  if (place) place.hidden = false;
  request.send(file);
}

function end(form: HTMLElement, problem: string): void {
  const place = form.querySelector<HTMLElement>(".upload-progress");
  if (place) place.hidden = true;
  const input = form.querySelector<HTMLInputElement>("input[type=file]");
  if (input) input.value = "";
  say(form, problem);
}

function say(form: HTMLElement, problem: string): void {
  const line = form.querySelector<HTMLElement>("[data-upload-error]");
  if (!line) return;
  line.textContent = problem;
  line.hidden = problem === "";
}

function uploadOf(event: Event): HTMLElement | null {
  return event.target instanceof Element ? event.target.closest<HTMLElement>("[data-upload]") : null;
}

document.addEventListener("submit", (event) => {
  if (uploadOf(event)) event.preventDefault();
});

document.addEventListener("change", (event) => {
  const form = uploadOf(event);
  const file = event.target instanceof HTMLInputElement ? event.target.files?.[0] : null;
  if (form && file) offer(form, file);
});

document.addEventListener("dragover", (event) => {
  const form = uploadOf(event);
  if (!form) return;
  event.preventDefault();
  form.classList.add("is-over");
});

document.addEventListener("dragleave", (event) => uploadOf(event)?.classList.remove("is-over"));

document.addEventListener("drop", (event) => {
  const form = uploadOf(event);
  if (!form) return;
  event.preventDefault();
  form.classList.remove("is-over");
  const file = event.dataTransfer?.files[0];
  if (file) offer(form, file);
});
