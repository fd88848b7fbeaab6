import { ApplicationCommandOptionType as Option, type BaseInteraction } from "discord.js";
import { defineSubcommand } from "../../src/discord/define-command-tree.ts";
import { findChannel } from "../../src/discord/doctor/find-channel.ts";
import { tell } from "../../src/discord/respond.ts";
import type { Services } from "../../src/discord/services.ts";
import { UserError } from "../../src/generation/errors.ts";
import { missingPermissions, namesInWords } from "../../src/policy/bot-permissions.ts";
import { LOG_CHANNEL_TYPES } from "./channel-types.ts";
import { anything, changeSettings, type CheckCurrent } from "./change-settings.ts";
import { guildOf } from "./guild-of.ts";

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
  const isPublic = channelId !== null && (await looksPublic(interaction, channelId));
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

/** Whether @everyone can read a channel that the bot can post in. */
async function looksPublic({ guild }: BaseInteraction, channelId: string): Promise<boolean> {
  const found = guild === null ? "unknown" : await findChannel(guild, channelId);
  if (found === "unknown") {
    throw new UserError(
      "I could not look at that channel: Discord did not answer. Please try again. Nothing was changed.",
    );
  }
  if (found === "gone") throw new UserError("That channel is gone. Nothing was changed.");
  const missing = missingPermissions(found.has, found);
  if (missing.length === 0) return found.isPublic;
  throw new UserError(
    `I cannot post in <#${channelId}>: I am missing ${namesInWords(missing)} there. Allow me that in the channel (Edit Channel → Permissions), then set it again. Nothing was changed.`,
  );
}
