import { ApplicationCommandOptionType as Option, MessageFlags } from "discord.js";
import type { Press } from "../../src/discord/define-command.ts";
import { defineSubcommand } from "../../src/discord/define-command-tree.ts";
import { parentOf } from "../../src/discord/origin.ts";
import { checkReceived } from "../../src/discord/shares/check-received.ts";
import { findByCode } from "../../src/discord/shares/find-by-code.ts";
import { renderOpened } from "../../src/discord/shares/render-opened.ts";
import { sendShare } from "../../src/discord/shares/send-share.ts";
import { UserError } from "../../src/generation/errors.ts";
import { copyMore } from "../copy-more.ts";
import { shareVideo } from "../share-video.ts";

export const open = defineSubcommand({
  payload: {
    name: "open",
    description: "Watch a video that somebody has given you the code of",
    options: [
      {
        type: Option.String,
        name: "code",
        description: "The code, such as BCDFG-23456",
        required: true,
        min_length: 1,
        max_length: 40,
      },
    ],
  },

  /**
   * Shown to whoever opens it alone: what everybody in a channel gets to see of other guilds is decided
   * by moderators, with the channel that shares arrive in.
   */
  async execute({ interaction, options, services }) {
    const { guild, channelId, client } = interaction;
    if (guild === null) throw new UserError("Codes are opened in servers: type this there.");
    await interaction.deferReply({ flags: MessageFlags.Ephemeral });
    const { generation, credit, code } = await findByCode(
      interaction.user.id,
      options.code,
      services,
    );
    const receiver = { guildId: guild.id, channelId, parentChannelId: parentOf(interaction) };
    const received = { ...services, ...services.shares };
    checkReceived(guild, receiver, generation, received, "this server");
    const files = await services.playable(generation);
    if (typeof files === "string" || files.length === 0) {
      throw new UserError(
        files === "gone"
          ? "The message with this video was deleted, so its code opens nothing any more."
          : "I cannot get at this video at the moment. Please try again in a minute.",
      );
    }
    const incoming = services.settings.of(guild.id).sharing.incomingChannelId;
    const isElsewhere = generation.guildId !== guild.id;
    await interaction.editReply({
      flags: MessageFlags.IsComponentsV2,
      components: renderOpened({
        generation,
        files,
        credit,
        guildName: client.guilds.cache.get(generation.guildId)?.name,
        postable: incoming !== null && isElsewhere ? { code, channelId: incoming } : null,
      }),
      allowedMentions: { parse: [] },
    });
  },

  buttons: { "share-post": post, ...shareVideo.buttons, ...copyMore.buttons },
  selects: shareVideo.selects,
  modals: copyMore.modals,
  exempt: copyMore.exempt,
});

/** Posts what somebody has opened where shares arrive in this guild, as if its member had sent it. */
async function post({ interaction, subjectId, argument = "", services }: Press): Promise<void> {
  const { user, guildId, client } = interaction;
  // The message is written over: with a forged id that could be a card, before everybody.
  if (!interaction.message.flags.has(MessageFlags.Ephemeral)) {
    throw new UserError("Please open the code again: type `/share open`.");
  }
  await interaction.deferUpdate();
  const { generation, credit } = await findByCode(user.id, argument, services);
  if (generation.id !== subjectId || guildId === null || guildId === generation.guildId) {
    throw new UserError("This code belongs to another video. Please open it again.");
  }
  await sendShare(
    { client, generation, guildId, by: user.id, credit },
    services,
    async (components) => {
      await interaction.editReply({
        flags: MessageFlags.IsComponentsV2,
        components,
        allowedMentions: { parse: [] },
      });
    },
  );
}
