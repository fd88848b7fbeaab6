import { useControl } from "../act/on-message.ts";
import type { Page } from "../page.ts";
import { moveThrough } from "./move-through.ts";

/** The menus of messages and forms: opened by their face, chosen from by mouse or arrow keys. */
export function hearMenus(page: Page): void {
  document.addEventListener("click", ({ target }) => {
    if (!(target instanceof Element)) return;
    const face = target.closest<HTMLElement>("[data-menu]");
    const option = target.closest<HTMLElement>(".listbox [data-value]");
    if (option) return choose(page, option);
    if (face) return isOpen(page, face) ? close(page, face) : open(page, face);
    if (!target.closest(".listbox")) closeAny(page);
  });

  document.addEventListener("keydown", (event) => {
    if (!(event.target instanceof HTMLElement)) return;
    const { target } = event;
    const option = target.closest<HTMLElement>(".listbox [data-value]");
    if (option) {
      if (key(page, event.key, option)) event.preventDefault();
    } else if (
      target.matches("[data-menu]") &&
      event.key === "ArrowDown" &&
      !isOpen(page, target)
    ) {
      event.preventDefault();
      open(page, target);
    }
  });

  // A menu that was left by Tab is not one that anybody chooses from.
  document.addEventListener("focusout", ({ target, relatedTarget }) => {
    if (!(target instanceof Element) || !(relatedTarget instanceof Element)) return;
    const menu = target.closest(".select.open");
    if (menu && !menu.contains(relatedTarget)) queueMicrotask(() => closeAny(page));
  });
}

function key(page: Page, pressed: string, option: HTMLElement): boolean {
  const face = option.closest(".select")?.querySelector<HTMLElement>("[data-menu]");
  if (pressed === "Enter" || pressed === " ") {
    choose(page, option);
    return true;
  }
  if (pressed === "Escape" && face) {
    close(page, face);
    return true;
  }
  return moveThrough(option.closest(".listbox"), "[data-value]", option, pressed);
}

const inForm = (element: Element): boolean => element.closest("[data-modal]") !== null;

function isOpen({ store }: Page, face: HTMLElement): boolean {
  const { openMenu, form } = store.get();
  return (inForm(face) ? form?.openMenu : openMenu) === face.dataset["menu"];
}

function open({ store }: Page, face: HTMLElement): void {
  const openMenu = face.dataset["menu"];
  const { form } = store.get();
  if (inForm(face) && form) store.set({ form: { ...form, openMenu } });
  else store.set({ openMenu, picks: undefined });
  store.flush();
  const menu = face.closest(".select");
  const list = menu?.querySelector<HTMLElement>(".listbox");
  if (!list) return;
  turnUpward(list, face);
  const first =
    list.querySelector<HTMLElement>('[aria-selected="true"]') ??
    list.querySelector<HTMLElement>("[data-value]");
  first?.focus({ preventScroll: true });
  list.scrollIntoView({ block: "nearest" });
}

/** Where there is more room above. */
function turnUpward(list: HTMLElement, face: HTMLElement): void {
  const scroller = face.closest<HTMLElement>("#scroller");
  if (!scroller) return;
  const room = scroller.getBoundingClientRect();
  const { top, bottom } = face.getBoundingClientRect();
  const below = room.bottom - bottom;
  if (below < list.offsetHeight && top - room.top > below) list.dataset["liveUpward"] = "";
}

function close(page: Page, face: HTMLElement): void {
  face.focus();
  closeAny(page);
}

/** Puts away whatever menu is open; what was ticked in one of a message is sent then. */
function closeAny(page: Page): void {
  const { store, run } = page;
  const { openMenu, picks, form } = store.get();
  if (form?.openMenu !== undefined) store.set({ form: { ...form, openMenu: undefined } });
  if (openMenu === undefined) return;
  const face = document.querySelector<HTMLElement>(`[data-menu="${CSS.escape(openMenu)}"]`);
  store.set({ openMenu: undefined, picks: undefined });
  if (face && picks) run(sendPicks(page, face, picks));
}

async function sendPicks(page: Page, face: HTMLElement, values: readonly string[]): Promise<void> {
  const messageId = face.closest<HTMLElement>("[data-message-id]")?.dataset["messageId"];
  const customId = face.dataset["customId"];
  if (messageId && customId)
    await useControl(page, { path: "select", messageId, customId, values });
}

function choose(page: Page, option: HTMLElement): void {
  const { store, run } = page;
  const list = option.closest<HTMLElement>(".listbox");
  const face = option.closest(".select")?.querySelector<HTMLElement>("[data-menu]");
  const value = option.dataset["value"];
  if (!list || !face || value === undefined) return;
  const isMany = list.getAttribute("aria-multiselectable") === "true";
  const values = isMany ? toggled(list, value) : [value];
  const customId = face.dataset["customId"] ?? "";
  const { form } = store.get();
  if (inForm(face) && form) {
    const chosen = new Map(form.chosen).set(customId, values);
    store.set({ form: { ...form, chosen, ...(isMany ? {} : { openMenu: undefined }) } });
    if (!isMany) face.focus();
  } else if (isMany) store.set({ picks: values });
  else {
    face.focus();
    store.set({ openMenu: undefined, picks: undefined });
    run(sendPicks(page, face, values));
  }
}

function toggled(list: HTMLElement, value: string): string[] {
  const chosen = [...list.querySelectorAll<HTMLElement>('[aria-selected="true"]')].flatMap(
    ({ dataset }) => dataset["value"] ?? [],
  );
  return chosen.includes(value) ? chosen.filter((one) => one !== value) : [...chosen, value];
}
