import type { AutocompleteInteraction, Interaction } from "discord.js";
import { ForbiddenError, UserError } from "../generation/errors.ts";
import type { Log } from "../generation/ports.ts";
import { BlockedError } from "../policy/blocked-error.ts";
import { appealRow, blockFacts } from "./blocks/block-words.ts";
import { untakenAnswer } from "./errors.ts";
import { factsOf, tell } from "./respond.ts";

/** What becomes of an error that a handler threw: a line in the log and a sentence to the member. */
export interface FaultAnswers {
  /** Never rejects. */
  answer(interaction: Interaction, error: unknown): Promise<void>;
  /** How often somebody used what they have no right to, since the start. */
  readonly forbidden: number;
}

export interface FaultTools {
  log: Log;
  referenceId: () => string;
}

export function createFaultAnswers({ log, referenceId }: FaultTools): FaultAnswers {
  let forbidden = 0;

  async function answer(interaction: Interaction, error: unknown): Promise<void> {
    const reference = referenceId();
    const fault = untakenAnswer(error);
    if (error instanceof ForbiddenError) {
      forbidden += 1;
      log.warn({ ...factsOf(interaction), forbidden }, "refused a press without the right");
    } else if (error instanceof UserError) {
      // What a sentence quotes may be a member's own words, such as the name of a file.
      const refusal = error.message.replaceAll(/“[^”]*”/g, "“…”");
      log.info({ ...factsOf(interaction), refusal }, "refused");
    } else if (fault !== undefined) {
      log.warn({ ...factsOf(interaction), fault, error }, "Discord took no answer");
      // Where it takes none any more, it would refuse this one as well.
      if (fault !== "noAnswer") return;
    } else {
      log.error({ ...factsOf(interaction), reference, error }, "an interaction failed");
    }
    // Nothing can be said there, but a list that never comes looks broken.
    if (interaction.isAutocomplete()) await suggestNothing(interaction);
    if (!interaction.isRepliable()) return;
    if (error instanceof BlockedError) {
      const sentence = `⛔ ${error.message} ${blockFacts(error.block)}`;
      await tellSafely(interaction, sentence, appealRow(error.guildId, error.block));
      return;
    }
    const sentence =
      error instanceof UserError
        ? error.message
        : fault !== undefined
          ? "Discord did not answer the bot just now. Please look whether it worked, and try again if not."
          : `Something went wrong in the bot. Nothing more happens with this request. Reference: \`${reference}\``;
    await tellSafely(interaction, sentence);
  }

  async function tellSafely(...said: Parameters<typeof tell>): Promise<void> {
    const [interaction] = said;
    try {
      await tell(...said);
    } catch (error) {
      log.warn({ ...factsOf(interaction), error }, "the member could not be told");
    }
  }

  async function suggestNothing(interaction: AutocompleteInteraction): Promise<void> {
    try {
      if (!interaction.responded) await interaction.respond([]);
    } catch (error) {
      log.warn({ ...factsOf(interaction), error }, "a list of suggestions stays open");
    }
  }

  return {
    answer,
    get forbidden() {
      return forbidden;
    },
  };
}
