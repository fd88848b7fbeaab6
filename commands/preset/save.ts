import { ApplicationCommandOptionType as Option } from "discord.js";
import { optionsInWords } from "../../src/discord/card/option-words.ts";
import { plain } from "../../src/discord/card/text.ts";
import { defineSubcommand } from "../../src/discord/define-command-tree.ts";
import { tell } from "../../src/discord/respond.ts";
import { toOptionSet } from "../../src/sharing/defaults/option-set.ts";
import { PRESET_LIMITS, toName } from "../../src/sharing/presets/preset.ts";
import { readVideoOptions, videoOptions } from "../video-options.ts";

export const save = defineSubcommand({
  payload: {
    name: "save",
    description: "Keep settings under a name, for /video preset: and /preset use",
    options: [
      {
        type: Option.String,
        name: "name",
        description: "A name of your choice; one that you have already is replaced",
        required: true,
        min_length: 1,
        max_length: PRESET_LIMITS.nameLength,
      },
      ...videoOptions,
    ],
  },

  async execute({ interaction, options, services }) {
    const { id, user } = interaction;
    const name = toName(options.name);
    const { preset, replaced } = await services.presets.save(user.id, {
      id,
      name,
      options: toOptionSet(readVideoOptions(options)),
    });
    const words = optionsInWords(preset.options) ?? "nothing";
    await tell(
      interaction,
      `**${plain(preset.name)}** is ${replaced ? "replaced" : "kept"}: ${words}.\n` +
        "Choose it in `/video preset:`, in every server. What you type beside it wins.",
    );
  },
});
