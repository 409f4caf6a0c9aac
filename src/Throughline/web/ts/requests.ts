import htmx from "htmx.org";
import "idiomorph/htmx";
import { announce, say } from "./page";

Object.assign(htmx.config, {
  allowEval: false,
  allowScriptTags: false,
  includeIndicatorStyles: false,
  selfRequestsOnly: true,
  historyCacheSize: 0,
  refreshOnHistoryMiss: true,
  scrollBehavior: "auto",
  defaultSettleDelay: 0, // Else a choice made in the first moments of a new part goes nowhere.
});

/** The token that every unsafe request carries; pages for guests have none. */
export function csrfToken(): string {
  return document.querySelector<HTMLMetaElement>('meta[name="csrf"]')?.content ?? "";
}

/** Sends JSON to our own server with the token that the server asks for. */
export function sendJson(method: "POST" | "PUT" | "PATCH" | "DELETE", url: string, body?: unknown): Promise<Response> {
  return fetch(url, {
    method,
    credentials: "same-origin",
    headers: { "content-type": "application/json", "x-csrf-token": csrfToken() },
    body: body === undefined ? undefined : JSON.stringify(body),
  });
}

document.addEventListener("htmx:configRequest", (event) => {
  const token = csrfToken();
  if (token) (event as CustomEvent).detail.headers["X-CSRF-TOKEN"] = token;
});

document.addEventListener("htmx:responseError", (event) => {
  const status = (event as CustomEvent).detail.xhr.status as number;
  if (status === 401) location.reload();
  else announce(say(status === 403 ? "sayForbidden" : "sayFailed"), "hurt");
});

document.addEventListener("htmx:sendError", () => announce(say("sayOffline"), "hurt"));
