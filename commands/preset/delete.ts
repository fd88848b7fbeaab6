import { plain } from "../../src/discord/card/text.ts";
import { defineSubcommand } from "../../src/discord/define-command-tree.ts";
import { originOf } from "../../src/discord/origin.ts";
import { tell } from "../../src/discord/respond.ts";
import { hasRight } from "../../src/discord/rights.ts";
import { ForbiddenError } from "../../src/generation/errors.ts";
import { findPreset } from "../../src/sharing/presets/find.ts";
import { presetOption } from "./options.ts";
import { suggestPresets } from "./suggest-presets.ts";

export const remove = defineSubcommand({
  payload: {
    name: "delete",
    description: "Forget a preset of yours; moderators can take shared ones away",
    options: [presetOption],
  },

  async execute({ interaction, options, services }) {
    const { guildId, memberId } = originOf(interaction);
    const { presets, moderation, clock } = services;
    const { preset, by } = findPreset(await presets.usable(guildId, memberId), options.name);
    const name = `**${plain(preset.name)}**`;
    if (by === null) {
      await presets.delete(guildId, memberId, preset.id);
      await tell(
        interaction,
        `${name} is gone. If you shared it in other servers, it stays there until you delete it there.`,
      );
      return;
    }
    if (by !== memberId && !hasRight(interaction, "ManageMessages")) {
      throw new ForbiddenError(
        `${name} is shared by <@${by}>: only they or a moderator can take it away. Nothing was changed.`,
      );
    }
    const taken = await presets.unshare(guildId, preset.id);
    if (taken !== undefined && by !== memberId) {
      await moderation.record({
        guildId,
        at: clock.now(),
        by: interaction.user.id,
        action: "preset-delete",
        subject: { memberId: by },
        detail: `The preset ${name} that <@${by}> shared was taken away.`,
        source: interaction.id,
      });
    }
    await tell(
      interaction,
      `${name} is no longer shared in this server.${by === memberId ? "" : ` <@${by}> still has it.`}`,
    );
  },

  autocomplete: (interaction, services) => suggestPresets(interaction, services, "usable"),
});
