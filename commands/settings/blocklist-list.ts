import { MessageFlags } from "discord.js";
import { plain } from "../../src/discord/card/text.ts";
import { defineSubcommand } from "../../src/discord/define-command-tree.ts";
import { tell } from "../../src/discord/respond.ts";
import { countWords } from "./blocklist-words.ts";
import { guildOf } from "./guild-of.ts";

/** A message may have 2,000 characters; a longer list comes as a file. */
const IN_A_MESSAGE = 1500;

export const blocklistList = defineSubcommand({
  payload: { name: "list", description: "See the blocklist; only you see the answer" },

  async execute({ interaction, services }) {
    const terms = services.settings.of(guildOf(interaction)).blocklist;
    if (terms.length === 0) {
      await tell(
        interaction,
        "The blocklist of this server is empty. `/settings blocklist add` puts a word on it.",
      );
      return;
    }
    const sorted = terms.toSorted((a, b) => a.localeCompare(b));
    // Behind spoilers: whoever looks over the shoulder need not read them.
    const shown = sorted.map((term) => `||${plain(term)}||`).join(" · ");
    const title = `The blocklist of this server has ${countWords(terms.length)}`;
    if (shown.length <= IN_A_MESSAGE) {
      await tell(interaction, `${title}:\n${shown}`);
      return;
    }
    await interaction.reply({
      content: `${title}: see the file. It can be changed and read in again by \`/settings blocklist import\`.`,
      files: [{ name: "blocklist.txt", attachment: Buffer.from(`${sorted.join("\n")}\n`) }],
      flags: MessageFlags.Ephemeral,
      allowedMentions: { parse: [] },
    });
  },
});
