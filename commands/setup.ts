import {
  ApplicationIntegrationType,
  InteractionContextType,
  MessageFlags,
  PermissionFlagsBits,
  type BaseInteraction,
} from "discord.js";
import { defineCommand, type Press } from "../src/discord/define-command.ts";
import { examine } from "../src/discord/doctor/examine.ts";
import { gatherFacts } from "../src/discord/doctor/gather-facts.ts";
import { renderDoctor } from "../src/discord/doctor/render-doctor.ts";
import { renderStartOverQuestion, STARTED_OVER } from "../src/discord/doctor/start-over.ts";
import { notice } from "../src/discord/inbox-view.ts";
import type { Services } from "../src/discord/services.ts";
import { guildOfPress } from "./settings/guild-of.ts";

/** The doctor: what works here, what does not, and where to put it right. */
export const setup = defineCommand({
  payload: {
    name: "setup",
    description: "Check that everything works here: permissions, log channel, spending",
    contexts: [InteractionContextType.Guild],
    integration_types: [ApplicationIntegrationType.GuildInstall],
    default_member_permissions: String(PermissionFlagsBits.ManageGuild),
  },
  needs: "ManageGuild",

  async execute({ interaction, services }) {
    // A look that has to ask Discord may take longer than the three seconds for an answer.
    await interaction.reply({
      flags: MessageFlags.IsComponentsV2 | MessageFlags.Ephemeral,
      components: notice("🔎 Looking…").components,
    });
    await interaction.editReply(await panel(interaction, services));
  },

  buttons: {
    "doctor-again": checkAgain,
    "start-over": askToStartOver,
    "start-over-yes": startOver,
  },
});

async function panel(interaction: BaseInteraction, services: Services) {
  const facts = await gatherFacts(interaction, services);
  return {
    flags: MessageFlags.IsComponentsV2,
    components: renderDoctor(facts, examine(facts)),
    allowedMentions: { parse: [] },
  } as const;
}

async function checkAgain(press: Press): Promise<void> {
  guildOfPress(press);
  const { interaction, services } = press;
  await interaction.deferUpdate();
  await interaction.editReply(await panel(interaction, services));
}

async function askToStartOver(press: Press): Promise<void> {
  const guildId = guildOfPress(press);
  const { interaction, services } = press;
  const isNeeded = !services.settings.isReadable(guildId);
  await interaction.reply({
    flags: MessageFlags.IsComponentsV2 | MessageFlags.Ephemeral,
    components: isNeeded ? renderStartOverQuestion(guildId) : notice(NOT_NEEDED).components,
  });
}

async function startOver(press: Press): Promise<void> {
  const guildId = guildOfPress(press);
  const { interaction, services } = press;
  await interaction.deferUpdate();
  const isNeeded = !services.settings.isReadable(guildId);
  if (isNeeded) {
    await services.settings.startOver(guildId);
    await services.moderation.record({
      guildId,
      at: services.clock.now(),
      by: interaction.user.id,
      action: "settings-start-over",
      subject: {},
      detail: "The settings could not be read; they are those of a new server now.",
      source: interaction.id,
    });
  }
  await interaction.editReply({
    flags: MessageFlags.IsComponentsV2,
    components: notice(isNeeded ? STARTED_OVER : NOT_NEEDED).components,
  });
}

const NOT_NEEDED = "The settings of this server can be read again. Nothing was changed.";
