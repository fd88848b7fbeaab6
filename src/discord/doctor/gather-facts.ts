import type { BaseInteraction } from "discord.js";
import { UserError } from "../../generation/errors.ts";
import type { Services } from "../services.ts";
import type { DoctorFacts, FoundChannel } from "./facts.ts";
import { findChannel } from "./find-channel.ts";

/** Looks at everything once; what cannot be seen is said to be unknown, never guessed. */
export async function gatherFacts(
  interaction: BaseInteraction,
  { settings, operator }: Services,
): Promise<DoctorFacts> {
  const { guildId, guild, channelId, channel, client } = interaction;
  if (guildId === null || channelId === null) {
    throw new UserError("This looks at a server: type it there.");
  }
  const own = settings.isReadable(guildId) ? settings.of(guildId) : "unreadable";
  const logChannelId = own === "unreadable" ? null : own.logChannelId;
  return {
    guildId,
    applicationId: interaction.applicationId,
    botName: client.user.username,
    guildPermissions: guild?.members.me?.permissions.bitfield ?? null,
    here: {
      channelId,
      isThread: channel?.isThread() ?? false,
      has: interaction.appPermissions.bitfield,
    },
    settings: own,
    log: logChannelId === null ? null : await logFacts(logChannelId),
    operator,
    key: { masked: null, trouble: null },
  };

  async function logFacts(id: string): Promise<FoundChannel> {
    return guild === null ? "unknown" : findChannel(guild, id);
  }
}
