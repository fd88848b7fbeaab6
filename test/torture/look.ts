import { type Component, walkComponents } from "../../playground/discord/component-tree.ts";
import type { Message } from "../../playground/discord/model.ts";

/** What a message of the bot shows, as far as the counting is concerned. */
export interface Look {
  /** The generation it belongs to, by the custom ids of its buttons. */
  generationId: string | undefined;
  actions: string[];
  text: string;
  /** The videos that play in it. */
  played: number;
  /** It shows an end: nothing to cancel and nothing announced. */
  isOver: boolean;
  /** The view of `/inbox`, which shows what is posted nowhere. */
  isInbox: boolean;
}

const CUSTOM_ID = /^([a-z-]+):(\d{15,21})/;

export function lookAt(message: Message): Look {
  const roots = message.components as unknown as Component[];
  const components = [...walkComponents(roots)].map(({ component }) => component);
  const matches = components.flatMap(({ custom_id }) => {
    const [, action, id] = CUSTOM_ID.exec(custom_id ?? "") ?? [];
    return action === undefined || id === undefined ? [] : [{ action, id }];
  });
  const actions = matches.map(({ action }) => action);
  const text = components.flatMap(({ content }) => content ?? []).join("\n");
  return {
    generationId: matches[0]?.id,
    actions,
    text,
    played: components.flatMap(({ items }) => items ?? []).length,
    isOver:
      matches.length > 0 &&
      // Nobody decides here: what waits for a moderator waits for good, and may still be cancelled.
      (!actions.includes("cancel") || /held for a moderator/.test(text)) &&
      !/on its way|will be discarded/.test(text),
    isInbox: actions.includes("inbox-remove"),
  };
}
