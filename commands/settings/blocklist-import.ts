import { ApplicationCommandOptionType as Option, MessageFlags } from "discord.js";
import { plain } from "../../src/discord/card/text.ts";
import { defineSubcommand } from "../../src/discord/define-command-tree.ts";
import { tell } from "../../src/discord/respond.ts";
import { RetryableError, UserError } from "../../src/generation/errors.ts";
import { TERM_LIMITS } from "../../src/policy/blocklist/term.ts";
import {
  addTerms,
  readTermList,
  type AddedTerms,
  type TermList,
} from "../../src/policy/blocklist/term-list.ts";
import { countWords, problemWords } from "./blocklist-words.ts";
import { changeSettings } from "./change-settings.ts";

const MAX_BYTES = 512 * 1024;
/** Far more than a list holds, and few enough to be read without holding anybody up. */
const MAX_LINES = 10_000;
const LINES_NAMED = 8;

export const blocklistImport = defineSubcommand({
  payload: {
    name: "import",
    description: "Put the words of a file on the blocklist, one a line",
    options: [
      {
        type: Option.Attachment,
        name: "file",
        description: "A .txt with one word a line, or a .csv with one in the first column",
        required: true,
      },
    ],
  },

  async execute({ interaction, options, services }) {
    const { name, size, url } = options.file;
    const format = formatOf(name);
    if (size > MAX_BYTES) {
      throw new UserError(`That file is too large: ${MAX_BYTES / 1024} KiB at most.`);
    }
    await interaction.deferReply({ flags: MessageFlags.Ephemeral });
    const text = await fetched(services.textFiles.read(url));
    refuseLong(text);
    const list = readTermList(text, format);
    if (list.terms.length === 0) {
      throw new UserError(
        ["There is no word in that file that I could use.", ...problemLines(list)].join("\n"),
      );
    }
    let outcome: AddedTerms = { terms: [], added: [], duplicates: 0, leftOut: 0 };
    const now = await changeSettings(interaction, services, {
      action: "settings-blocklist",
      decide: (current) => {
        outcome = addTerms(current.blocklist, list.terms);
        return outcome.added.length === 0 ? current : { ...current, blocklist: [...outcome.terms] };
      },
      detail: () => `${countWords(outcome.added.length)} from a file are on the blocklist.`,
    });
    await tell(interaction, reportOn(outcome, list, now.blocklist.length));
  },
});

function refuseLong(text: string): void {
  if (text.split(/\r\n|\n|\r/).length <= MAX_LINES) return;
  throw new UserError(
    `That file has more than ${MAX_LINES.toLocaleString("en-US")} lines; the blocklist holds ${countWords(TERM_LIMITS.count)}. Nothing was changed.`,
  );
}

function formatOf(name: string): "text" | "csv" {
  if (/\.csv$/i.test(name)) return "csv";
  if (/\.txt$/i.test(name)) return "text";
  throw new UserError(
    `“${plain(name)}” is no list that I can read: attach a .txt with one word a line, or a .csv with one in the first column.`,
  );
}

async function fetched(text: Promise<string>): Promise<string> {
  try {
    return await text;
  } catch (error) {
    if (!(error instanceof RetryableError)) throw error;
    throw new UserError("I could not get that file from Discord just now. Please try again.", {
      cause: error,
    });
  }
}

function reportOn(
  { added, duplicates, leftOut }: AddedTerms,
  list: TermList,
  count: number,
): string {
  return [
    added.length === 0
      ? "Nothing in that file is new."
      : `${countWords(added.length)} put on the blocklist.`,
    ...(duplicates > 0
      ? [`${countWords(duplicates)} ${duplicates === 1 ? "was" : "were"} on it already.`]
      : []),
    ...(leftOut > 0
      ? [
          `${countWords(leftOut)} left out: the list is full, ${countWords(TERM_LIMITS.count)} at most.`,
        ]
      : []),
    ...problemLines(list),
    `The list has ${countWords(count)}. \`/settings blocklist list\` shows it.`,
  ].join("\n");
}

function problemLines({ problems }: TermList): string[] {
  const named = problems
    .slice(0, LINES_NAMED)
    .map(({ line, problem }) => `- line ${line} left out: ${problemWords(problem)}`);
  const more = problems.length - named.length;
  return more > 0 ? [...named, `- and ${more} more lines`] : named;
}
