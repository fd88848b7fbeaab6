import { choose } from "../composer/choose.ts";
import { type Draft, EMPTY_DRAFT, fill, goTo } from "../composer/draft.ts";
import { listFor } from "../composer/rows.ts";
import { sourcesOf } from "../composer/sources.ts";
import { send } from "../act/send.ts";
import { createSuggesting } from "../act/suggest.ts";
import type { Page } from "../page.ts";
import { hearWritingKeys } from "./writing-keys.ts";
import { focusDraft } from "./focus.ts";

/** What is done in the composer becomes the draft. */
export interface Writing {
  /** Takes the draft over and puts the cursor where it belongs. */
  change(draft: Draft): void;
  /** Takes a row of the list. */
  choose(index: number): void;
  send(): void;
}

export function hearWriting(page: Page, composer: HTMLElement): Writing {
  const { store, run } = page;
  const suggest = createSuggesting(page);

  const writing: Writing = {
    change(draft) {
      store.set({ draft });
      suggest();
      store.flush();
      focusDraft(composer, draft);
    },
    choose(index) {
      const state = store.get();
      const row = listFor(state.draft, sourcesOf(state)).rows[index];
      if (row) writing.change(choose(state.draft, row));
    },
    send() {
      run(send(page));
      // What is missing is to be written next, and after that the next thing.
      store.flush();
      focusDraft(composer, store.get().draft);
    },
  };

  composer.addEventListener("input", ({ target }) => {
    if (!(target instanceof HTMLTextAreaElement)) return;
    const { draft } = store.get();
    const name = target.dataset["option"];
    const listed = { ...draft, active: -1, isListOpen: true };
    if (name !== undefined) {
      // A list's own words are one line, and so is what a command takes.
      store.set({ draft: fill({ ...listed, at: name }, name, { text: target.value }) });
    } else {
      store.set({ draft: { ...listed, at: undefined, tail: target.value, refusal: undefined } });
    }
    suggest();
  });

  composer.addEventListener("focusin", ({ target }) => {
    if (!(target instanceof HTMLElement)) return;
    const { draft } = store.get();
    const name = target.dataset["option"] ?? target.dataset["browse"];
    if (name === undefined && target.id !== "tail") return;
    if (draft.at === name && draft.isListOpen) return;
    store.set({ draft: goTo(draft, name) });
    suggest();
  });

  composer.addEventListener("submit", (event) => {
    event.preventDefault();
    writing.send();
  });

  composer.addEventListener("mousedown", (event) => {
    const row = (event.target as Element).closest<HTMLElement>("[data-row]");
    if (!row) return;
    // The cursor stays where it is, so that the list does not close under the mouse.
    event.preventDefault();
    writing.choose(Number(row.dataset["row"]));
  });

  composer.addEventListener("click", ({ target }) => {
    if (!(target instanceof Element)) return;
    if (target.closest("[data-discard]")) writing.change(EMPTY_DRAFT);
  });

  hearWritingKeys(page, composer, writing);
  return writing;
}
