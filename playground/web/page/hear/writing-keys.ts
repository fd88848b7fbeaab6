import { activeIn, moveActive } from "../composer/choose.ts";
import { EMPTY_DRAFT, stepBack } from "../composer/draft.ts";
import { listFor } from "../composer/rows.ts";
import { sourcesOf } from "../composer/sources.ts";
import type { Page } from "../page.ts";
import type { Writing } from "./writing.ts";

/** Arrows through the list, Enter and Tab to take a row, Escape and Backspace to go back. */
export function hearWritingKeys({ store }: Page, composer: HTMLElement, writing: Writing): void {
  composer.addEventListener("keydown", (event) => {
    // While a letter is being put together from several keys, they are all its own.
    if (event.isComposing || !(event.target instanceof HTMLElement)) return;
    if (!event.target.matches("textarea, .chip-browse")) return;
    if (act(event, event.target)) event.preventDefault();
  });

  function act(event: KeyboardEvent, target: HTMLElement): boolean {
    const state = store.get();
    const { draft } = state;
    const list = listFor(draft, sourcesOf(state));
    const active = draft.isListOpen ? activeIn(draft, list) : -1;
    switch (event.key) {
      case "ArrowDown":
      case "ArrowUp":
        if (!draft.isListOpen || list.rows.length === 0) return false;
        store.set({ draft: moveActive(draft, list, event.key === "ArrowDown" ? 1 : -1) });
        showActive();
        return true;
      case "Tab":
        if (event.shiftKey || active === -1) return false;
        writing.choose(active);
        return true;
      case "Enter":
        if (target instanceof HTMLButtonElement || event.shiftKey) return false;
        if (active === -1) writing.send();
        else writing.choose(active);
        return true;
      case "Escape":
        if (draft.isListOpen && list.rows.length > 0) {
          store.set({ draft: { ...draft, isListOpen: false } });
        } else writing.change(EMPTY_DRAFT);
        return true;
      case "Backspace":
        if (!draft.usable || !isAtStart(target)) return false;
        writing.change(stepBack(draft));
        return true;
      default:
        return false;
    }
  }

  function showActive(): void {
    store.flush();
    composer
      .querySelector('[role="option"][aria-selected="true"]')
      ?.scrollIntoView({ block: "nearest" });
  }
}

const isAtStart = (target: HTMLElement): boolean =>
  !(target instanceof HTMLTextAreaElement) || target.value === "";
