import { onContent } from "../../ts/page";
import { sendJson } from "../../ts/requests";

/** Forms with `data-passkey` (`add` or `use`) ask the browser for a passkey before they are sent; see WebAuthn level 3, §5.1. */
const known = isSecureContext && typeof PublicKeyCredential === "function";

onContent((root) => {
  if (!known) return;
  for (const form of root.querySelectorAll<HTMLFormElement>("form[data-passkey]")) form.hidden = false;
  for (const note of root.querySelectorAll<HTMLElement>("[data-passkey-missing]")) note.hidden = true;
});

document.addEventListener("submit", (event) => {
  if (!(event.target instanceof HTMLFormElement) || !event.target.dataset.passkey) return;
  event.preventDefault();
  void ask(event.target);
});

async function ask(form: HTMLFormElement): Promise<void> {
  const button = form.querySelector("button");
  const password = form.querySelector<HTMLInputElement>("[data-passkey-password]");
  if (button) button.disabled = true;
  show(form, "");
  try {
    const answer = await sendJson("POST", form.dataset.passkeyOptions ?? "", password ? { password: password.value } : undefined);
    const options = await answer.json();
    if (!answer.ok) return show(form, options.detail);
    const credential = form.dataset.passkey === "add" ? await create(options) : await get(options);
    const place = form.querySelector<HTMLInputElement>("[data-passkey-credential]");
    if (place) place.value = JSON.stringify(credential);
    if (password) password.disabled = true;
    copyChoices(form);
    form.submit();
  } catch {
    // The person said no, waited too long, or the device has none: all look alike on purpose.
    show(form, form.dataset.sayCancelled ?? "");
  } finally {
    if (button) button.disabled = false;
  }
}

function show(form: HTMLFormElement, problem: string): void {
  const place = form.querySelector<HTMLElement>("[data-passkey-problem]");
  if (!place) return;
  place.textContent = problem;
  place.hidden = !problem;
}

function copyChoices(form: HTMLFormElement): void {
  for (const copy of form.querySelectorAll<HTMLInputElement>("[data-passkey-copies]")) {
    const source = document.querySelector<HTMLInputElement>(`input[type=checkbox][name="${copy.dataset.passkeyCopies}"]`);
    copy.value = source?.checked ? "true" : "false";
  }
}

/** The binary parts travel as base64url. Browsers learn to do this themselves (`toJSON`), but not all have, and some extensions break it. */
function bytes(text: string): ArrayBuffer {
  return Uint8Array.from(atob(text.replaceAll("-", "+").replaceAll("_", "/")), (letter) => letter.charCodeAt(0)).buffer;
}

function text(buffer: ArrayBuffer | null): string | undefined {
  if (!buffer) return undefined;
  return btoa(String.fromCharCode(...new Uint8Array(buffer))).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
}

type Named = { id: string };
const withBytes = (list: Named[] | undefined) => list?.map((one) => ({ ...one, id: bytes(one.id) })) as PublicKeyCredentialDescriptor[] | undefined;

async function create(options: any): Promise<object> {
  const publicKey = { ...options, challenge: bytes(options.challenge), user: { ...options.user, id: bytes(options.user.id) },
    excludeCredentials: withBytes(options.excludeCredentials) };
  const made = (await navigator.credentials.create({ publicKey })) as PublicKeyCredential;
  const response = made.response as AuthenticatorAttestationResponse;
  return envelope(made, {
    clientDataJSON: text(response.clientDataJSON),
    attestationObject: text(response.attestationObject),
    transports: response.getTransports?.() ?? [],
  });
}

async function get(options: any): Promise<object> {
  const publicKey = { ...options, challenge: bytes(options.challenge), allowCredentials: withBytes(options.allowCredentials) };
  const shown = (await navigator.credentials.get({ publicKey })) as PublicKeyCredential;
  const response = shown.response as AuthenticatorAssertionResponse;
  return envelope(shown, {
    clientDataJSON: text(response.clientDataJSON),
    authenticatorData: text(response.authenticatorData),
    signature: text(response.signature),
    userHandle: text(response.userHandle),
  });
}

function envelope(credential: PublicKeyCredential, response: object): object {
  return {
    id: credential.id,
    rawId: text(credential.rawId),
    type: credential.type,
    authenticatorAttachment: credential.authenticatorAttachment,
    clientExtensionResults: credential.getClientExtensionResults(),
    response,
  };
}
