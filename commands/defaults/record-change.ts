import type { ChatInputCommandInteraction } from "discord.js";
import { optionsInWords } from "../../src/discord/card/option-words.ts";
import { cut } from "../../src/discord/card/text.ts";
import type { Services } from "../../src/discord/services.ts";
import type { Holder } from "../../src/sharing/defaults/holder.ts";
import type { OptionSet } from "../../src/sharing/defaults/option-set.ts";
import { whoseDefaults } from "./scope.ts";

/** A line of the log holds other things too. */
const WORDS_LENGTH = 300;

/** What moderators set for others is on record; what members set for themselves is nobody's business. */
export async function recordChange(
  interaction: ChatInputCommandInteraction,
  { moderation, clock }: Services,
  holder: Holder,
  now: OptionSet,
): Promise<void> {
  if (holder.scope === "member") return;
  const words = optionsInWords(now);
  const what = words === undefined ? "gone" : cut(words, WORDS_LENGTH);
  await moderation.record({
    guildId: holder.guildId,
    at: clock.now(),
    by: interaction.user.id,
    action: "defaults",
    subject: holder.scope === "channel" ? { channelId: holder.channelId } : {},
    detail: `${whoseDefaults(holder)} are now ${what}.`,
    source: interaction.id,
  });
}
