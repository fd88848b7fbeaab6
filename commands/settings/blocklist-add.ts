import { ApplicationCommandOptionType as Option } from "discord.js";
import { defineSubcommand } from "../../src/discord/define-command-tree.ts";
import { tell } from "../../src/discord/respond.ts";
import { UserError } from "../../src/generation/errors.ts";
import { TERM_LIMITS } from "../../src/policy/blocklist/term.ts";
import { addTerms } from "../../src/policy/blocklist/term-list.ts";
import { countWords, findsWords, readTyped, termWords } from "./blocklist-words.ts";
import { changeSettings } from "./change-settings.ts";

export const blocklistAdd = defineSubcommand({
  payload: {
    name: "add",
    description: "Put a word on the blocklist",
    options: [
      {
        type: Option.String,
        name: "term",
        description: "A word, or several; spam* finds spammer too, *spam* finds antispam too",
        required: true,
        max_length: 100,
      },
    ],
  },

  async execute({ interaction, options, services }) {
    const term = readTyped(options.term);
    if ("problem" in term) {
      throw new UserError(`That cannot be put on the blocklist: ${term.problem}.`);
    }
    const now = await changeSettings(interaction, services, {
      action: "settings-blocklist",
      decide: (current) => {
        const { terms, duplicates, leftOut } = addTerms(current.blocklist, [term.text]);
        if (duplicates > 0) {
          throw new UserError(
            `${termWords(term.text)} is on the blocklist already, perhaps in another spelling.`,
          );
        }
        if (leftOut > 0) throw new UserError(full());
        return { ...current, blocklist: [...terms] };
      },
      detail: () => `||${termWords(term.text)}|| is on the blocklist.`,
    });
    await tell(
      interaction,
      `${termWords(term.text)} is on the blocklist. ${findsWords(term)} Accents, look-alike letters, digits and spaces between the letters do not hide it. The list has ${countWords(now.blocklist.length)}.`,
    );
  },
});

const full = (): string =>
  `The blocklist is full: ${countWords(TERM_LIMITS.count)} at most. Remove one first; \`/settings blocklist list\` shows them.`;
