import type { Choices } from "../../api.ts";
import { filledOf, optionOf } from "../composer/draft.ts";
import { typedSoFar } from "../composer/given.ts";
import { suggestionKey } from "../composer/rows.ts";
import type { Page } from "../page.ts";

/** Long enough that a word is typed in one go, short enough not to be waited for. */
const PAUSE_MS = 250;

/** Asks the bot for suggestions once typing pauses. Call it after each change of the draft. */
export function createSuggesting(page: Page): () => void {
  const { store, api } = page;
  let timer: ReturnType<typeof setTimeout> | undefined;

  async function ask(key: string): Promise<void> {
    const { draft, world, channelId } = store.get();
    const choices = await api
      .post<Choices>("/api/autocomplete", {
        as: world?.as,
        channelId,
        path: draft.usable?.path,
        option: draft.at,
        typed: filledOf(draft, draft.at)?.text ?? "",
        options: typedSoFar(draft),
      })
      .then(({ choices }) => choices)
      // "Loading options failed." is all that Discord says of it, too.
      .catch(() => undefined);
    if (store.get().suggestions?.key !== key) return;
    const state = choices === undefined ? "failed" : "there";
    store.set({ suggestions: { key, state, choices: choices ?? [] } });
  }

  return () => {
    const { draft, suggestions } = store.get();
    const filled = filledOf(draft, draft.at);
    if (!optionOf(draft, draft.at)?.autocomplete || !draft.isListOpen) return;
    const key = suggestionKey(draft);
    if (suggestions?.key === key) return;
    const isSameOption = suggestions?.key.startsWith(`${draft.usable?.path}\n${draft.at}\n`);
    const choices = isSameOption ? (suggestions?.choices ?? []) : [];
    store.set({ suggestions: { key, state: "asking", choices } });
    clearTimeout(timer);
    timer = setTimeout(() => void ask(key), filled?.text === "" ? 0 : PAUSE_MS);
  };
}
