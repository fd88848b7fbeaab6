import {
  MessageFlags,
  type AnySelectMenuInteraction,
  type ButtonInteraction,
  type ModalSubmitInteraction,
} from "discord.js";
import type { Press } from "../../src/discord/define-command.ts";
import { defineSubcommand } from "../../src/discord/define-command-tree.ts";
import { ForbiddenError, UserError } from "../../src/generation/errors.ts";
import { SAFETY_MODES } from "../../src/generation/request.ts";
import { REVIEW_MODES } from "../../src/policy/settings.ts";
import { setBudget } from "./budget.ts";
import { guildOfPress } from "./guild-of.ts";
import { setLogChannel } from "./log.ts";
import { budgetForm, readBudgetForm } from "./panel/budget-form.ts";
import { renderPanel, type PanelNote } from "./panel/render-panel.ts";
import { unlessStale } from "./panel/shown.ts";
import { gatherView } from "./panel/view.ts";
import { togglePause } from "./pause.ts";
import { setReview } from "./review.ts";
import { setGuildSafety } from "./safety.ts";

export const show = defineSubcommand({
  payload: { name: "show", description: "Everything that is set in this server, at a glance" },

  async execute({ interaction, services }) {
    await interaction.reply({
      flags: MessageFlags.IsComponentsV2 | MessageFlags.Ephemeral,
      components: renderPanel(await gatherView(interaction, services)),
      allowedMentions: { parse: [] },
    });
  },

  selects: {
    "settings-safety": (press) =>
      onPanel(press, ({ interaction, argument, services }) =>
        setGuildSafety(
          interaction,
          services,
          oneOf(SAFETY_MODES, interaction.values[0]),
          unlessStale("safety", argument),
        ),
      ),
    "settings-review": (press) =>
      onPanel(press, ({ interaction, argument, services }) =>
        setReview(
          interaction,
          services,
          oneOf(REVIEW_MODES, interaction.values[0]),
          undefined,
          unlessStale("review", argument),
        ),
      ),
    "settings-log": (press) =>
      onPanel(press, ({ interaction, argument, services }) =>
        setLogChannel(
          interaction,
          services,
          interaction.values[0] ?? null,
          unlessStale("log", argument),
        ),
      ),
  },

  buttons: {
    "settings-budget": async (press) => {
      const guildId = guildOfPress(press);
      const { settings, operator } = press.services;
      await press.interaction.showModal(budgetForm(guildId, settings.of(guildId), operator));
    },
    "settings-pause": (press) =>
      onPanel(press, ({ interaction, argument, services }) =>
        togglePause(interaction, services, unlessStale("pause", argument)),
      ),
    "settings-show": (press) => onPanel(press, async () => undefined),
  },

  modals: {
    "settings-budget": (press) =>
      onPanel(press, ({ interaction, argument, services }) =>
        setBudget(
          interaction,
          services,
          readBudgetForm(interaction),
          unlessStale("budget", argument),
        ),
      ),
  },
});

/**
 * Does what was chosen and draws the panel anew with the answer at its head: also after a refusal,
 * since the menu would go on showing what was not set.
 */
async function onPanel<
  I extends ButtonInteraction | AnySelectMenuInteraction | ModalSubmitInteraction,
>(press: Press<I>, act: (press: Press<I>) => Promise<string | undefined>): Promise<void> {
  guildOfPress(press);
  const { interaction, services } = press;
  await interaction.deferUpdate();
  const note = await answerOf(() => act(press));
  await interaction.editReply({
    flags: MessageFlags.IsComponentsV2,
    components: renderPanel(await gatherView(interaction, services), note),
    allowedMentions: { parse: [] },
  });
}

async function answerOf(act: () => Promise<string | undefined>): Promise<PanelNote | undefined> {
  try {
    const sentence = await act();
    return sentence === undefined ? undefined : { isRefusal: false, sentence };
  } catch (error) {
    if (!(error instanceof UserError) || error instanceof ForbiddenError) throw error;
    return { isRefusal: true, sentence: error.message };
  }
}

/** A menu's value comes from the member's client. */
function oneOf<const V extends string>(values: readonly V[], chosen: string | undefined): V {
  const found = values.find((value) => value === chosen);
  if (found === undefined)
    throw new UserError("That is no choice of this menu. Nothing was changed.");
  return found;
}
