import {
  ApplicationCommandType,
  type AutocompleteInteraction,
  type BaseInteraction,
  type Interaction,
} from "discord.js";
import { ForbiddenError, UserError } from "../generation/errors.ts";
import type { Log } from "../generation/ports.ts";
import { BlockedError } from "../policy/blocked-error.ts";
import { appealRow, blockFacts } from "./blocks/block-words.ts";
import { untakenAnswer } from "./errors.ts";
import { parseCustomId, uniqueActions } from "./custom-id.ts";
import type { Command, Press } from "./define-command.ts";
import { factsOf, tell } from "./respond.ts";
import { needs } from "./rights.ts";
import type { Services } from "./services.ts";

export interface Router {
  /** Answers one interaction; never rejects. */
  handle(interaction: Interaction): Promise<void>;
  /** Resolves when every interaction under way has been answered. */
  idle(): Promise<void>;
  /** How often somebody used what they have no right to, since the start. */
  readonly forbidden: number;
}

export interface RouterTools {
  commands: readonly Command[];
  services: Services;
  log: Log;
  referenceId: () => string;
  /**
   * Whether this guild lets this member use this command here; asked before a command and before
   * everything pressed or sent that belongs to it. Throws the UserError that says why not.
   */
  mayUse?: (interaction: BaseInteraction, commandName: string) => void;
}

/** A handler, with the command that it came with and whose rules hold for it. */
interface Door<I> {
  command: Command;
  handle: (press: Press<I>) => Promise<void>;
}

/** Leads each interaction to its command; the one place that catches what a handler throws. */
export function createRouter(tools: RouterTools): Router {
  const { commands, services, log, referenceId, mayUse } = tools;
  const byName = new Map(
    commands.map((command) => [keyOf(command.payload.type, command.payload.name), command]),
  );
  const buttons = doors(commands, (command) => command.buttons);
  const selects = doors(commands, (command) => command.selects);
  const modals = doors(commands, (command) => command.modals);
  const underWay = new Set<Promise<void>>();
  let forbidden = 0;

  async function dispatch(interaction: Interaction): Promise<void> {
    if (interaction.isChatInputCommand() || interaction.isMessageContextMenuCommand()) {
      const command = byName.get(keyOf(interaction.commandType, interaction.commandName));
      if (command === undefined) throw new UserError("This command is gone. Please type it again.");
      check(interaction, command);
      await command.execute({ interaction, services });
    } else if (interaction.isAutocomplete()) {
      await suggest(interaction);
    } else if (interaction.isButton()) {
      await press(interaction, buttons);
    } else if (interaction.isAnySelectMenu()) {
      await press(interaction, selects);
    } else if (interaction.isModalSubmit()) {
      await press(interaction, modals);
    }
  }

  function check(interaction: BaseInteraction, command: Command, action?: string): void {
    if (command.needs !== undefined) needs(interaction, command.needs);
    const isExempt = action !== undefined && command.exempt?.includes(action);
    if (!isExempt) mayUse?.(interaction, command.payload.name);
  }

  async function suggest(interaction: AutocompleteInteraction): Promise<void> {
    const command = byName.get(keyOf(interaction.commandType, interaction.commandName));
    if (command === undefined) return;
    check(interaction, command);
    await command.autocomplete?.(interaction, services);
  }

  async function press<I extends BaseInteraction & { customId: string }>(
    interaction: I,
    handlers: ReadonlyMap<string, Door<I>>,
  ): Promise<void> {
    const id = parseCustomId(interaction.customId);
    const door = id && handlers.get(id.action);
    if (id === undefined || door === undefined) {
      throw new UserError(
        "This button belongs to an older version of the bot and does nothing any more.",
      );
    }
    check(interaction, door.command, id.action);
    const { subjectId, argument } = id;
    await door.handle({ interaction, subjectId, argument, services });
  }

  async function answerFault(interaction: Interaction, error: unknown): Promise<void> {
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

  async function tellSafely(...answer: Parameters<typeof tell>): Promise<void> {
    const [interaction] = answer;
    try {
      await tell(...answer);
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

  async function run(interaction: Interaction): Promise<void> {
    try {
      await dispatch(interaction);
    } catch (error) {
      await answerFault(interaction, error);
    }
  }

  return {
    get forbidden() {
      return forbidden;
    },
    handle(interaction) {
      const running = run(interaction).finally(() => underWay.delete(running));
      underWay.add(running);
      return running;
    },
    async idle() {
      await Promise.allSettled(underWay);
    },
  };
}

/** A message command may be called as a slash command is: Discord tells them apart by their type. */
const keyOf = (type: number = ApplicationCommandType.ChatInput, name: string): string =>
  `${type}:${name}`;

function doors<I>(
  commands: readonly Command[],
  own: (command: Command) => Record<string, Door<I>["handle"]> | undefined,
): Map<string, Door<I>> {
  return uniqueActions(
    commands.flatMap((command) =>
      Object.entries(own(command) ?? {}).map(([action, handle]) => [action, { command, handle }]),
    ),
  );
}
