import { ApplicationCommandOptionType as Option, type BaseInteraction } from "discord.js";
import { defineSubcommand } from "../../src/discord/define-command-tree.ts";
import { tell } from "../../src/discord/respond.ts";
import type { Services } from "../../src/discord/services.ts";
import { LOG_CHANNEL_TYPES } from "./channel-types.ts";
import { anything, changeSettings, type CheckCurrent } from "./change-settings.ts";
import { guildOf } from "./guild-of.ts";
import { postableChannel } from "./postable-channel.ts";

export const log = defineSubcommand({
  payload: {
    name: "log",
    description: "Where moderators see what waits for them, reports, and what each of them did",
    options: [
      {
        type: Option.Channel,
        name: "channel",
        description: "A text channel that only moderators can see",
        required: true,
        channel_types: [...LOG_CHANNEL_TYPES],
      },
    ],
  },

  async execute({ interaction, options, services }) {
    // What waits comes up there before the answer is complete, and that may take a while.
    await interaction.deferReply({ flags: "Ephemeral" });
    await tell(interaction, await setLogChannel(interaction, services, options.channel.id));
  },
});

/**
 * Sets the log channel, or none, and says what follows; the panel does the same.
 * @throws {UserError} the bot could not post there
 */
export async function setLogChannel(
  interaction: BaseInteraction,
  services: Services,
  channelId: string | null,
  check: CheckCurrent = anything,
): Promise<string> {
  const isPublic = channelId !== null && (await postableChannel(interaction, channelId)).isPublic;
  await changeSettings(interaction, services, {
    action: "settings-log",
    ...(channelId === null ? {} : { channelId }),
    decide(current) {
      check(current);
      return { ...current, logChannelId: channelId };
    },
    detail: (_, before) =>
      channelId === null
        ? "There is no log channel any more."
        : `The log channel is now <#${channelId}>${before.logChannelId === null ? "" : `; it was <#${before.logChannelId}>`}.`,
  });
  if (channelId === null) {
    return "There is no log channel any more. Videos that wait for a moderator are kept for 7 days, where nobody sees them, and reports reach nobody.";
  }
  const coming = await services.reviews.bringUp(guildOf(interaction));
  const waiting =
    coming === 0
      ? ""
      : ` ${coming === 1 ? "What waits" : `The ${coming} requests that wait`} for a moderator already ${coming === 1 ? "comes" : "come"} up there now.`;
  const warning = isPublic
    ? `\n⚠️ **Everyone can see <#${channelId}>**: videos that wait for a moderator, their prompts and who asked. Hide it: Edit Channel → Permissions → switch **Private Channel** on, and give me access.`
    : "";
  return `Videos that wait for a moderator, reports and everything that moderators do come to <#${channelId}> from now on.${waiting}${warning}`;
}
