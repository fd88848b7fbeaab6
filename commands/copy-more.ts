import { MessageFlags, type ButtonInteraction, type ModalSubmitInteraction } from "discord.js";
import { quote } from "../src/discord/card/text.ts";
import type { Handlers, Press } from "../src/discord/define-command.ts";
import { customId } from "../src/discord/custom-id.ts";
import { reasonIn, reportForm } from "../src/discord/moderation/report-form.ts";
import { tell } from "../src/discord/respond.ts";
import { hasRight, needs } from "../src/discord/rights.ts";
import { findCopy, type Copy } from "../src/discord/shares/find-copy.ts";
import { renderReceived, senderWords } from "../src/discord/shares/render-received.ts";
import { UserError } from "../src/generation/errors.ts";
import { changeSettings } from "./settings/change-settings.ts";
import { guildOf } from "./settings/guild-of.ts";

/** **More** below what was shared from another server, with what this server can do about it. */
export const copyMore = {
  buttons: {
    "copy-more": more,
    "copy-report": askWhy,
    "copy-remove": remove,
    "copy-block-member": (press: Press) => block(press, "blockedMemberIds"),
    "copy-block-server": (press: Press) => block(press, "blockedGuildIds"),
  },
  modals: { "copy-report-send": report },
  // Who may not use this command can still say that something should not be there.
  exempt: [
    "copy-more",
    "copy-report",
    "copy-report-send",
    "copy-remove",
    "copy-block-member",
    "copy-block-server",
  ],
} satisfies Handlers;

/** As many of each as one record can well hold. */
const MOST_BLOCKED = 500;

async function more({ interaction, subjectId, services }: Press): Promise<void> {
  const copy = await findCopy(interaction, subjectId, interaction.message.id, services);
  await interaction.reply({
    flags: MessageFlags.IsComponentsV2 | MessageFlags.Ephemeral,
    components: renderReceived(
      copy,
      nameOfOrigin(interaction, copy),
      hasRight(interaction, "ManageMessages"),
    ),
    allowedMentions: { parse: [] },
  });
}

async function remove({ interaction, subjectId, argument, services }: Press): Promise<void> {
  needs(interaction, "ManageMessages");
  const copy = await findCopy(interaction, subjectId, argument ?? "", services);
  await interaction.deferReply({ flags: MessageFlags.Ephemeral });
  if (copy.kind === "share") {
    await services.shares.posts.takeDown(subjectId, guildOf(interaction), "share");
  } else await services.shares.removeCopy(interaction.channelId, copy.messageId);
  await record(
    interaction,
    services,
    copy,
    "share-remove",
    "🗑️ What was shared by {who} is removed.",
  );
  await tell(interaction, "Removed: it leaves this channel now, and is not shared here again.");
}

async function block(
  { interaction, subjectId, argument, services }: Press,
  list: "blockedMemberIds" | "blockedGuildIds",
): Promise<void> {
  needs(interaction, "ManageMessages");
  const copy = await findCopy(interaction, subjectId, argument ?? "", services);
  await interaction.deferReply({ flags: MessageFlags.Ephemeral });
  const { generation, credit } = copy;
  const sender = list === "blockedMemberIds" ? generation.memberId : generation.guildId;
  // Whoever gave no name is not named by a block either.
  const id = credit === "full" ? sender : services.shares.nameOf(sender);
  const whom = list === "blockedMemberIds" ? "this member" : "this server";
  const who = senderWords(copy, nameOfOrigin(interaction, copy));
  await changeSettings(interaction, services, {
    action: list === "blockedMemberIds" ? "block-share-member" : "block-share-server",
    decide(current) {
      const ids = current.sharing[list];
      if (ids.includes(id)) throw new UserError(`What ${whom} shares is kept out already.`);
      if (ids.length >= MOST_BLOCKED) {
        throw new UserError(
          `${MOST_BLOCKED} are blocked already. Let somebody share here again first: \`/settings sharing\`.`,
        );
      }
      return { ...current, sharing: { ...current.sharing, [list]: [...ids, id] } };
    },
    detail: () => `⛔ What ${whom} shares is kept out from now on: ${who}.`,
  });
  await tell(
    interaction,
    `Nothing that ${whom} shares arrives here from now on. What is here already stays until it is removed. \`/settings sharing\` lets them in again.`,
  );
}

async function askWhy({ interaction, subjectId, argument, services }: Press): Promise<void> {
  const { messageId } = await findCopy(interaction, subjectId, argument ?? "", services);
  await interaction.showModal(
    reportForm(
      customId("copy-report-send", subjectId, messageId),
      "Moderators here and of the server that it is from read it, without your name there.",
    ),
  );
}

async function report({
  interaction,
  subjectId,
  argument,
  services,
}: Press<ModalSubmitInteraction>): Promise<void> {
  const reason = reasonIn(interaction);
  const copy = await findCopy(interaction, subjectId, argument ?? "", services);
  await interaction.deferReply({ flags: MessageFlags.Ephemeral });
  await services.shares.reportToOrigin(copy.generation, {
    by: interaction.user.id,
    reason,
    isModerator: hasRight(interaction, "ManageMessages"),
    guildName: interaction.guild?.name ?? "a server",
  });
  await record(
    interaction,
    services,
    copy,
    "share-report",
    `🚩 What was shared by {who} is reported to the server that it is from:\n${quote(reason, 1000)}`,
  );
  await tell(
    interaction,
    "Your report has reached the moderators of the server that it is from. Thank you.",
  );
}

async function record(
  interaction: ButtonInteraction | ModalSubmitInteraction,
  { moderation, clock }: Press["services"],
  copy: Copy,
  action: string,
  detail: string,
): Promise<void> {
  const { id: generationId } = copy.generation;
  await moderation.record({
    guildId: guildOf(interaction),
    at: clock.now(),
    by: interaction.user.id,
    action,
    subject: {
      generationId,
      ...(interaction.channelId === null ? {} : { channelId: interaction.channelId }),
    },
    detail: detail.replace("{who}", senderWords(copy, nameOfOrigin(interaction, copy))),
    source: interaction.id,
  });
}

const nameOfOrigin = (
  { client }: Pick<ButtonInteraction, "client">,
  { generation }: Copy,
): string | undefined => client.guilds.cache.get(generation.guildId)?.name;
