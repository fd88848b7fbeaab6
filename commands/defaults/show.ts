import {
  OPTION_ORDER,
  optionsInWords,
  optionValue,
  optionWord,
  sourceWord,
} from "../../src/discord/card/option-words.ts";
import { defineSubcommand } from "../../src/discord/define-command-tree.ts";
import { originOf } from "../../src/discord/origin.ts";
import { tellList } from "../../src/discord/respond.ts";
import { allowedHere } from "../allowed-here.ts";
import { whoseDefaults } from "./scope.ts";

export const show = defineSubcommand({
  payload: {
    name: "show",
    description: "See what /video takes here for the options that you leave out, and why",
  },

  async execute({ interaction, services }) {
    const place = originOf(interaction);
    const { options, sources } = await services.defaults.fill(place, [], {
      hasFrame: false,
      isAllowed: allowedHere(services, place.guildId),
    });
    const effective = OPTION_ORDER.flatMap((name) => {
      const source = sources[name];
      const value = optionValue(options, name);
      return source === undefined || value === undefined
        ? []
        : [`**${optionWord(name)}** ${value} (${sourceWord(source)})`];
    });
    const sets = await Promise.all(
      services.defaults.holdersIn(place).map(async (holder) => {
        const words = optionsInWords(await services.defaults.of(holder));
        return `-# ${whoseDefaults(holder)}: ${words ?? "none"}`;
      }),
    );
    const content = [
      "### What `/video` takes here for what you leave out",
      ...effective,
      effective.length === 0 ? "Everything is built in." : "Everything else is built in.",
      "",
      ...sets,
    ].join("\n");
    await tellList(interaction, content);
  },
});
