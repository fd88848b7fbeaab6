import { ApplicationCommandOptionType as Option } from "discord.js";
import { cut } from "../../src/discord/card/text.ts";
import { defineSubcommand } from "../../src/discord/define-command-tree.ts";
import { tell } from "../../src/discord/respond.ts";
import { UserError } from "../../src/generation/errors.ts";
import { removeTerm } from "../../src/policy/blocklist/term-list.ts";
import { countWords, termWords } from "./blocklist-words.ts";
import { changeSettings } from "./change-settings.ts";
import { guildOf } from "./guild-of.ts";

/** Discord's limits for what is suggested while typing. */
const SUGGESTIONS = 25;
const SUGGESTION_LENGTH = 100;

export const blocklistRemove = defineSubcommand({
  payload: {
    name: "remove",
    description: "Take a word off the blocklist",
    options: [
      {
        type: Option.String,
        name: "term",
        description: "The word",
        required: true,
        autocomplete: true,
        max_length: 200,
      },
    ],
  },

  async execute({ interaction, options, services }) {
    const now = await changeSettings(interaction, services, {
      action: "settings-blocklist",
      decide: (current) => {
        const rest = removeTerm(current.blocklist, options.term);
        if (rest === current.blocklist) {
          throw new UserError(`${termWords(options.term)} is not on the blocklist.`);
        }
        return { ...current, blocklist: [...rest] };
      },
      detail: () => `||${termWords(options.term)}|| is off the blocklist.`,
    });
    await tell(
      interaction,
      `${termWords(options.term)} is off the blocklist. The list has ${countWords(now.blocklist.length)}.`,
    );
  },

  async autocomplete(interaction, services) {
    const typed = interaction.options.getFocused().trim().toLowerCase();
    const { blocklist } = services.settings.of(guildOf(interaction));
    const fitting = blocklist.filter((term) => term.toLowerCase().includes(typed));
    await interaction.respond(
      fitting.slice(0, SUGGESTIONS).map((term) => ({
        name: cut(term, SUGGESTION_LENGTH),
        value: term.slice(0, SUGGESTION_LENGTH),
      })),
    );
  },
});
