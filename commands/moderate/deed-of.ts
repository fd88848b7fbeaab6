import type { BaseInteraction } from "discord.js";
import type { Deed } from "../../src/discord/blocks/create-blocks.ts";
import { guildOf } from "../settings/guild-of.ts";

/** What somebody does about a member, always in the guild that the interaction comes from. */
export const deedOf = (interaction: BaseInteraction, memberId: string): Deed => ({
  guildId: guildOf(interaction),
  memberId,
  by: interaction.user.id,
  source: interaction.id,
});
