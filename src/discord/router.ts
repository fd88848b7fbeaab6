import {
  ApplicationCommandType,
  type AutocompleteInteraction,
  type BaseInteraction,
  type Interaction,
} from "discord.js";
import { UserError } from "../generation/errors.ts";
import type { Log } from "../generation/ports.ts";
import { createFaultAnswers } from "./answer-fault.ts";
import { parseCustomId, uniqueActions } from "./custom-id.ts";
import type { Command, Press } from "./define-command.ts";
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
  const { commands, services, mayUse } = tools;
  const faults = createFaultAnswers(tools);
  const byName = new Map(
    commands.map((command) => [keyOf(command.payload.type, command.payload.name), command]),
  );
  const buttons = doors(commands, (command) => command.buttons);
  const selects = doors(commands, (command) => command.selects);
  const modals = doors(commands, (command) => command.modals);
  const underWay = new Set<Promise<void>>();

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

  async function run(interaction: Interaction): Promise<void> {
    try {
      await dispatch(interaction);
    } catch (error) {
      await faults.answer(interaction, error);
    }
  }

  return {
    get forbidden() {
      return faults.forbidden;
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
