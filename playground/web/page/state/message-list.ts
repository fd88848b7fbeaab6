import type { APIMessage } from "discord-api-types/v10";

/** Snowflakes by age: a longer one is younger. */
export const isYounger = (id: string, than: string): boolean =>
  id.length === than.length ? id > than : id.length > than.length;

/** With a message that came or was edited, in its place by age. */
export function withMessage(
  messages: readonly APIMessage[],
  message: APIMessage,
): readonly APIMessage[] {
  const known = messages.findIndex(({ id }) => id === message.id);
  if (known !== -1) return messages.with(known, message);
  const after = messages.findLastIndex(({ id }) => isYounger(message.id, id));
  return messages.toSpliced(after + 1, 0, message);
}

export const withoutMessage = (
  messages: readonly APIMessage[],
  gone: string,
): readonly APIMessage[] => messages.filter(({ id }) => id !== gone);
