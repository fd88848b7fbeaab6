import { MessageFlags, type ButtonInteraction, type ModalSubmitInteraction } from "discord.js";
import { usd } from "../../src/discord/card/text.ts";
import { defineSubcommand } from "../../src/discord/define-command-tree.ts";
import type { Press } from "../../src/discord/define-command.ts";
import { tell } from "../../src/discord/respond.ts";
import type { Services } from "../../src/discord/services.ts";
import { UserError } from "../../src/generation/errors.ts";
import { anything, changeSettings, type CheckCurrent } from "./change-settings.ts";
import { guildOf, guildOfPress } from "./guild-of.ts";
import { FIELD, keyForm, keyPanel } from "./key-panel.ts";

export const key = defineSubcommand({
  payload: {
    name: "key",
    description: "Pay this server's videos with its own Runware key (administrators)",
  },
  needs: "Administrator",

  async execute({ interaction, services }) {
    const own = services.keys.of(guildOf(interaction));
    if (own === null) await interaction.showModal(keyForm(guildOf(interaction)));
    else {
      await interaction.reply({
        flags: MessageFlags.IsComponentsV2 | MessageFlags.Ephemeral,
        components: keyPanel(own),
      });
    }
  },

  buttons: { "key-enter": askForKey, "key-remove": removeKey },
  modals: { "key-entered": useKey },
});

async function askForKey(press: Press): Promise<void> {
  await press.interaction.showModal(keyForm(guildOfPress(press)));
}

async function useKey(press: Press<ModalSubmitInteraction>): Promise<void> {
  const { interaction, services } = press;
  const guildId = guildOfPress(press);
  const entered = interaction.fields.getTextInputValue(FIELD);
  // Runware is asked first, and may take its time.
  await interaction.deferReply({ flags: MessageFlags.Ephemeral });
  const { keyId, masked, microUsd } = await services.keys.enter(
    guildId,
    entered,
    interaction.user.id,
  );
  const before = await pointTo(
    keyId,
    `Videos are now paid with this server's own Runware key \`${masked}\`.`,
    interaction,
    services,
  );
  const rest =
    before === keyId || before === null
      ? ""
      : " What was begun with the key before it is still paid with that one; then it is deleted.";
  const empty = microUsd > 0 ? "" : " Nothing new can be made before credit is added to it.";
  await tell(
    interaction,
    `Runware accepts the key \`${masked}\`; its account has **${usd(microUsd)}** left. It pays for every video of this server from now on.${empty}${rest}`,
  );
}

async function removeKey(press: Press): Promise<void> {
  guildOfPress(press);
  const { interaction, services, argument } = press;
  await pointTo(
    null,
    "This server's own Runware key was removed; the bot's operator pays for videos again.",
    interaction,
    services,
    ({ keyId }) => {
      if (keyId !== null && keyId === argument) return;
      throw new UserError(
        "The key was changed since this was shown. Nothing was removed; `/settings key` shows how it is now.",
      );
    },
  );
  await tell(
    interaction,
    "The key is removed. New videos are paid with the bot operator's key. What was begun with this server's own is still paid with that one; then it is deleted.",
  );
}

/** @returns the id of the key before */
async function pointTo(
  keyId: string | null,
  detail: string,
  interaction: ButtonInteraction | ModalSubmitInteraction,
  services: Services,
  check: CheckCurrent = anything,
): Promise<string | null> {
  let before: string | null = null;
  await changeSettings(interaction, services, {
    action: "settings-key",
    decide(current) {
      check(current);
      before = current.keyId;
      return current.keyId === keyId ? current : { ...current, keyId };
    },
    detail: () => detail,
  });
  await services.keys.changed(before, keyId);
  return before;
}
