import type { BaseInteraction, Guild } from "discord.js";
import { UserError } from "../../generation/errors.ts";
import type { GuildKeys } from "../../policy/keys/guild-keys.ts";
import type { Services } from "../services.ts";
import type { DoctorFacts, OwnFacts, PayerFacts } from "./facts.ts";
import { findChannel } from "./find-channel.ts";

/** Looks at everything once; what cannot be seen is said to be unknown, never guessed. */
export async function gatherFacts(
  interaction: BaseInteraction,
  services: Pick<Services, "settings" | "keys" | "operator">,
): Promise<DoctorFacts> {
  const { guildId, guild, channelId, channel, client } = interaction;
  if (guildId === null || channelId === null) {
    throw new UserError("This looks at a server: type it there.");
  }
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
    own: services.settings.isReadable(guildId)
      ? await ownFacts(guildId, guild, services)
      : "unreadable",
    operator: services.operator,
  };
}

async function ownFacts(
  guildId: string,
  guild: Guild | null,
  { settings, keys }: Pick<Services, "settings" | "keys">,
): Promise<OwnFacts> {
  const own = settings.of(guildId);
  const {
    logChannelId,
    showcase,
    sharing: { incomingChannelId },
  } = own;
  const look = (id: string) => (guild === null ? "unknown" : findChannel(guild, id));
  return {
    settings: own,
    log: logChannelId === null ? null : await look(logChannelId),
    showcase: showcase === null ? null : await look(showcase.channelId),
    incoming: incomingChannelId === null ? null : await look(incomingChannelId),
    payer: payerFacts(guildId, keys),
  };
}

function payerFacts(guildId: string, keys: GuildKeys): PayerFacts {
  const key = keys.of(guildId);
  return {
    ownKey: key?.masked ?? null,
    isReadable: key?.isReadable ?? true,
    hasCredit: keys.refusal(key?.keyId ?? null) === null,
  };
}
