import { ApplicationCommandOptionType as Option } from "discord.js";
import { defineSubcommand } from "../../src/discord/define-command-tree.ts";
import { createMayUse } from "../../src/discord/may-use.ts";
import { LIMITS } from "../../src/generation/request.ts";
import { startVideo } from "../start-video.ts";
import { presetOption } from "./options.ts";
import { suggestPresets } from "./suggest-presets.ts";

export const use = defineSubcommand({
  payload: {
    name: "use",
    description: "Make a video with a preset; /video preset: does the same with more options",
    options: [
      presetOption,
      {
        type: Option.String,
        name: "prompt",
        description: "What the video shows, and what is said or heard in it",
        required: true,
        min_length: 1,
        max_length: LIMITS.promptLength,
      },
    ],
  },

  async execute({ interaction, options, services }) {
    // Whom the moderators keep from /video gets no video through another door.
    createMayUse(services.settings)(interaction, "video");
    const { prompt, name: preset } = options;
    await startVideo(interaction, services, { prompt, options: {}, frames: [], preset });
  },

  autocomplete: (interaction, services) => suggestPresets(interaction, services, "usable"),
});
