import type { Page } from "../page.ts";
import { createReturning } from "./focus.ts";
import { moveThrough } from "./move-through.ts";

/** The menus of the page itself: of a message, and of who one may be. */
export function hearPopups({ store }: Page, popup: HTMLElement): void {
  const returning = createReturning();
  let open = "";

  function putAway(): void {
    const { popup, isChoosingActor, isDrawerOpen } = store.get();
    if (popup) store.set({ popup: undefined });
    else if (isChoosingActor) store.set({ isChoosingActor: false });
    else if (isDrawerOpen) store.set({ isDrawerOpen: false });
  }

  document.addEventListener("contextmenu", (event) => {
    if (!(event.target instanceof Element)) return;
    const message = event.target.closest<HTMLElement>("[data-message-id]");
    // A link, a video and selected words have a menu of their own.
    if (!message || event.target.closest("a[href], video, textarea")) return;
    event.preventDefault();
    const messageId = message.dataset["messageId"] ?? "";
    store.set({ popup: { messageId, left: event.clientX, top: event.clientY } });
  });

  document.addEventListener("pointerdown", ({ target }) => {
    if (!(target instanceof Element)) return;
    const state = store.get();
    if (state.popup && !target.closest("#popup, [data-more]")) store.set({ popup: undefined });
    if (state.isChoosingActor && !target.closest(".actors, [data-who]")) {
      store.set({ isChoosingActor: false });
    }
    if (state.isDrawerOpen && !target.closest("#drawer, [data-drawer]")) {
      store.set({ isDrawerOpen: false });
    }
  });

  document.addEventListener("keydown", (event) => {
    if (!(event.target instanceof Element)) return;
    const menu = event.target.closest("[data-menu-keys]");
    if (event.key === "Escape" && (menu || store.get().isDrawerOpen)) {
      event.preventDefault();
      return putAway();
    }
    if (!menu) return;
    if (event.key === "Tab") return putAway();
    const items = '[role^="menuitem"]';
    if (moveThrough(menu, items, event.target, event.key)) event.preventDefault();
  });

  store.subscribe((state) => {
    const now = state.popup?.messageId ?? (state.isChoosingActor ? "actors" : "");
    if (now === open) return;
    const was = open;
    open = now;
    if (now === "") return returning.back();
    if (was === "") returning.leave();
    const menu = document.querySelector<HTMLElement>("[data-menu-keys]");
    if (state.popup) place(popup.querySelector<HTMLElement>(".popup"), state.popup);
    const item =
      menu?.querySelector<HTMLElement>('[aria-checked="true"]') ??
      menu?.querySelector<HTMLElement>('[role^="menuitem"]');
    item?.focus();
  });
}

/** Beside where it was asked for, and wholly on the screen. */
function place(menu: HTMLElement | null, at: { left: number; top: number }): void {
  if (!menu) return;
  const left = Math.min(at.left, innerWidth - menu.offsetWidth - 8);
  const top = at.top + menu.offsetHeight > innerHeight ? at.top - menu.offsetHeight : at.top;
  menu.style.left = `${Math.max(8, left)}px`;
  menu.style.top = `${Math.max(8, top)}px`;
}
