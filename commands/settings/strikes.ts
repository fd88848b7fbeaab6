import { ApplicationCommandOptionType as Option } from "discord.js";
import { defineSubcommand } from "../../src/discord/define-command-tree.ts";
import { tell } from "../../src/discord/respond.ts";
import { changeSettings } from "./change-settings.ts";
import { counted } from "./words.ts";

export const strikes = defineSubcommand({
  payload: {
    name: "strikes",
    description: "After how many strikes a member cannot make videos for a time",
    options: [
      {
        type: Option.Integer,
        name: "threshold",
        description: "Strikes until a member is blocked for a time; 0: never (a new server: 3)",
        required: true,
        min_value: 0,
        max_value: 100,
      },
    ],
  },

  async execute({ interaction, options: { threshold }, services }) {
    await changeSettings(interaction, services, {
      action: "settings-strikes",
      decide: (current) => ({ ...current, strikeThreshold: threshold }),
      detail: () =>
        threshold === 0
          ? "Strikes block nobody any more."
          : `Members are blocked for a time after ${counted(threshold, "strike")}.`,
    });
    const what =
      "Each video that a moderator rejects, and each request that the blocklist refuses, is a strike.";
    await tell(
      interaction,
      threshold === 0
        ? `Strikes block nobody any more; moderators still see them with \`/moderate strikes\`. ${what}`
        : `After **${counted(threshold, "strike")}** a member cannot make videos for 10 minutes, and for longer each time after that. ${what}`,
    );
  },
});
