import { markup, type Html, type HtmlValue } from "../html.ts";

/** One emoji as people see one: with its skin tone, its sign of being a picture, joined ones whole. */
const EMOJI =
  /\p{Regional_Indicator}{2}|[0-9#*]\uFE0F?\u20E3|(?:\p{Emoji_Presentation}|\p{Extended_Pictographic}\uFE0F)\p{Emoji_Modifier}?(?:\u200D\p{Extended_Pictographic}\uFE0F?\p{Emoji_Modifier}?)*/gu;

/** The text with each emoji in a box of its own, which the looks give a size and a font. */
export function withEmoji(text: string): HtmlValue {
  const parts: HtmlValue[] = [];
  let end = 0;
  for (const found of text.matchAll(EMOJI)) {
    parts.push(text.slice(end, found.index), emoji(found[0]));
    end = found.index + found[0].length;
  }
  return [...parts, text.slice(end)];
}

/** Whether there is nothing but a few emoji: Discord then shows them large. */
export const isJumbo = (text: string): boolean => {
  const count = text.match(EMOJI)?.length ?? 0;
  return count > 0 && count <= 30 && text.replaceAll(EMOJI, "").trim() === "";
};

export const emoji = (character: string): Html => markup`<span class="emoji">${character}</span>`;

/** An emoji of a server: its name, since nothing is fetched from elsewhere. */
export const customEmoji = (name: string, id: string): Html =>
  markup`<span class="emoji custom" title=":${name}:" data-emoji-id="${id}">:${name}:</span>`;

/** What stands on a button or in front of a choice. */
export function partialEmoji(
  given: { id?: string | null; name?: string | null } | null | undefined,
): Html | undefined {
  if (!given?.name) return undefined;
  return given.id ? customEmoji(given.name, given.id) : emoji(given.name);
}
