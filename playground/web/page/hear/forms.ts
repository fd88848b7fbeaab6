import { submitForm } from "../act/submit-form.ts";
import type { Page } from "../page.ts";
import { createReturning } from "./focus.ts";

const FOCUSABLE =
  'button:not([disabled], [tabindex="-1"]), input:not([disabled]), textarea:not([disabled]), a[href]';

/** A form that the bot has opened: nothing else can be reached until it is sent or closed. */
export function hearForms(page: Page, root: HTMLElement, app: HTMLElement): void {
  const { store, run } = page;
  const returning = createReturning();
  let open: string | undefined;

  const close = (): void => store.set({ form: undefined });

  root.addEventListener("submit", (event) => {
    event.preventDefault();
    if (event.target instanceof HTMLFormElement) run(submitForm(page, event.target));
  });
  root.addEventListener("click", ({ target }) => {
    if (target instanceof Element && target.closest("[data-close]")) close();
  });
  root.addEventListener("change", ({ target }) => {
    if (!(target instanceof HTMLInputElement) || target.type !== "file") return;
    const { form } = store.get();
    if (form) keepFiles(target, [...(target.files ?? [])]);
  });
  root.addEventListener("dragover", (event) => event.preventDefault());
  root.addEventListener("drop", (event) => {
    event.preventDefault();
    const box = event.target instanceof Element ? event.target.closest(".file-upload") : null;
    const input = box?.querySelector<HTMLInputElement>("input[type=file]");
    const files = event.dataTransfer?.files;
    if (!input || !files) return;
    input.files = files;
    keepFiles(input, [...files]);
  });

  function keepFiles(input: HTMLInputElement, files: readonly File[]): void {
    const { form } = store.get();
    if (!form) return;
    const name = input.dataset["customId"] ?? "";
    store.set({ form: { ...form, files: new Map(form.files).set(name, files) } });
    const words = input.closest(".file-upload")?.querySelector("span");
    if (words) words.textContent = files.map((file) => file.name).join(", ");
  }

  root.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && !event.defaultPrevented) close();
    if (event.key === "Tab") trap(root, event);
  });

  store.subscribe(({ form }) => {
    const now = form?.modal.interactionId;
    if (now === open) return;
    if (open === undefined) returning.leave();
    open = now;
    app.inert = now !== undefined;
    if (now === undefined) return returning.back();
    const field = root.querySelector<HTMLElement>(".modal-body :is(input, textarea, button)");
    (field ?? root.querySelector<HTMLElement>("button[type=submit]"))?.focus();
  });
}

/** Past the last comes the first. */
function trap(root: HTMLElement, event: KeyboardEvent): void {
  const all = [...root.querySelectorAll<HTMLElement>(FOCUSABLE)];
  const [first] = all;
  const last = all.at(-1);
  const [from, to] = event.shiftKey ? [first, last] : [last, first];
  if (document.activeElement !== from) return;
  event.preventDefault();
  to?.focus();
}
