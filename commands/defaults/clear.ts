import { ApplicationCommandOptionType as Option } from "discord.js";
import { OPTION_ORDER, optionsInWords, optionWord } from "../../src/discord/card/option-words.ts";
import { defineSubcommand } from "../../src/discord/define-command-tree.ts";
import { tell } from "../../src/discord/respond.ts";
import { recordChange } from "./record-change.ts";
import { holderToChange, scopeOption, whoseDefaults } from "./scope.ts";

export const clear = defineSubcommand({
  payload: {
    name: "clear",
    description: "Forget defaults, all of them or one",
    options: [
      scopeOption,
      {
        type: Option.String,
        name: "option",
        description: "Only this one (unless told: all of them)",
        choices: OPTION_ORDER.map((name) => ({ name: optionWord(name), value: name })),
      },
    ],
  },

  async execute({ interaction, options, services }) {
    const holder = holderToChange(interaction, options.scope);
    const { before, now } = await services.defaults.clear(holder, options.option);
    if (before !== now) await recordChange(interaction, services, holder, now ?? {});
    const whose = whoseDefaults(holder);
    const left = optionsInWords(now);
    if (before === now) {
      const what = options.option === undefined ? "empty" : "without that option";
      await tell(interaction, `${whose} were ${what} already.`);
    } else {
      await tell(
        interaction,
        left === undefined ? `${whose} are gone.` : `${whose} are now: ${left}.`,
      );
    }
  },
});
