import {
  ApplicationCommandOptionType as Option,
  ChannelType,
  MessageFlags,
  type AnySelectMenuInteraction,
} from "discord.js";
import type { Press } from "../../src/discord/define-command.ts";
import { defineSubcommand } from "../../src/discord/define-command-tree.ts";
import { UserError } from "../../src/generation/errors.ts";
import type { GuildSettings } from "../../src/policy/settings.ts";
import { changeSettings } from "./change-settings.ts";
import { guildOf, guildOfPress } from "./guild-of.ts";
import { postableChannel } from "./postable-channel.ts";
import { blockedNames, readBlocked, renderSharing } from "./render-sharing.ts";

export const sharing = defineSubcommand({
  payload: {
    name: "sharing",
    description:
      "What comes from other servers and what may go there; without options: what is set",
    options: [
      {
        type: Option.Channel,
        name: "incoming",
        description: "Where videos arrive that members share from other servers",
        channel_types: [ChannelType.GuildText, ChannelType.GuildAnnouncement],
      },
      {
        type: Option.Boolean,
        name: "outgoing",
        description: "Whether members may share what they made here with other servers",
      },
      {
        type: Option.Boolean,
        name: "stop-incoming",
        description: "True: no videos arrive from other servers any more",
      },
    ],
  },

  async execute({ interaction, options, services }) {
    const { incoming, outgoing, "stop-incoming": isStopped = false } = options;
    if (incoming !== undefined && isStopped) {
      throw new UserError(
        "Choose a channel with `incoming`, or stop what comes with `stop-incoming`: both at once say the opposite. Nothing was changed.",
      );
    }
    // Discord may be asked about the channel, which takes its time.
    await interaction.deferReply({ flags: MessageFlags.Ephemeral });
    if (incoming !== undefined) await postableChannel(interaction, incoming.id);
    const now = await changeSettings(interaction, services, {
      action: "settings-sharing",
      ...(incoming === undefined ? {} : { channelId: incoming.id }),
      decide: (current) => ({
        ...current,
        sharing: {
          ...current.sharing,
          ...(incoming === undefined ? {} : { incomingChannelId: incoming.id }),
          ...(isStopped ? { incomingChannelId: null } : {}),
          ...(outgoing === undefined ? {} : { outgoing }),
        },
      }),
      detail: changed,
    });
    await interaction.editReply({
      flags: MessageFlags.IsComponentsV2,
      components: renderSharing(guildOf(interaction), now, namesFrom(interaction)),
      allowedMentions: { parse: [] },
    });
  },

  selects: { "sharing-unblock": unblock },
});

function changed({ sharing: now }: GuildSettings, { sharing: before }: GuildSettings): string {
  const incoming =
    now.incomingChannelId === null
      ? "Nothing arrives from other servers any more."
      : `Videos that are shared from other servers arrive in <#${now.incomingChannelId}>.`;
  const outgoing = now.outgoing
    ? "Members may share what they made here with other servers."
    : "What is made here stays here.";
  return [
    ...(now.incomingChannelId === before.incomingChannelId ? [] : [incoming]),
    ...(now.outgoing === before.outgoing ? [] : [outgoing]),
  ].join(" ");
}

async function unblock(press: Press<AnySelectMenuInteraction>): Promise<void> {
  const guildId = guildOfPress(press);
  const { interaction, services } = press;
  const chosen = readBlocked(interaction.values[0]);
  const names = namesFrom(interaction);
  await interaction.deferUpdate();
  const now = await changeSettings(interaction, services, {
    action: "sharing-unblock",
    decide: (current) => ({
      ...current,
      sharing: {
        ...current.sharing,
        [chosen.list]: current.sharing[chosen.list].filter((id) => id !== chosen.id),
      },
    }),
    detail: () => `🔓 ${blockedNames(chosen, names).inText} may share videos here again.`,
  });
  await interaction.editReply({
    flags: MessageFlags.IsComponentsV2,
    components: renderSharing(guildId, now, names),
    allowedMentions: { parse: [] },
  });
}

/** What a guild or a member is called, as far as the bot knows. */
const namesFrom =
  ({ client }: Pick<AnySelectMenuInteraction, "client">) =>
  (id: string): string | undefined =>
    client.guilds.cache.get(id)?.name ?? client.users.cache.get(id)?.displayName;
