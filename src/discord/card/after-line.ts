import type { Generation } from "../../generation/generation.ts";
import { messageUrl } from "../message-url.ts";
import type { CardFacts } from "./card-facts.ts";

type How = NonNullable<Generation["after"]>["how"];

const WORDS: Record<How, string> = {
  again: "🔁 Again of",
  remix: "🎛️ Remix of",
  frame: "🖼️ With a frame of",
};

/** Leads back to the result that this one was made after, where the guild can look at that. */
export function afterLine({ after, guildId }: Generation, { hasParent }: CardFacts): string[] {
  if (after === null || after.message === null || !hasParent) return [];
  const { channelId, messageId } = after.message;
  const link = messageUrl(guildId, channelId, messageId);
  return [`-# ${WORDS[after.how]} [this video](${link})`];
}
