import type { Interaction, RepliableInteraction } from "discord.js";
import { UserError } from "../generation/errors.ts";
import type { Log } from "../generation/ports.ts";
import { parseCustomId } from "./custom-id.ts";
import { readOptions, type Command, type Press, type Services } from "./define-command.ts";
import { factsOf, tell } from "./respond.ts";

export interface Router {
  /** Answers one interaction; never rejects. */
  handle(interaction: Interaction): Promise<void>;
  /** Resolves when every interaction under way has been answered. */
  idle(): Promise<void>;
}

export interface RouterTools {
  commands: readonly Command[];
  services: Services;
  log: Log;
  referenceId: () => string;
}

/** Leads each interaction to its command; the one place that catches what a handler throws. */
export function createRouter({ commands, services, log, referenceId }: RouterTools): Router {
  const byName = new Map(commands.map((command) => [command.payload.name, command]));
  const buttons = new Map(commands.flatMap(({ buttons: own }) => Object.entries(own ?? {})));
  const modals = new Map(commands.flatMap(({ modals: own }) => Object.entries(own ?? {})));
  const underWay = new Set<Promise<void>>();

  async function dispatch(interaction: Interaction): Promise<void> {
    if (interaction.isChatInputCommand()) {
      const command = byName.get(interaction.commandName);
      if (command === undefined) throw new UserError("This command is gone. Please type it again.");
      await command.execute({ interaction, options: readOptions(interaction), services });
    } else if (interaction.isAutocomplete()) {
      await byName.get(interaction.commandName)?.autocomplete?.(interaction, services);
    } else if (interaction.isButton()) {
      await press(interaction, buttons);
    } else if (interaction.isModalSubmit()) {
      await press(interaction, modals);
    }
  }

  async function press<I extends { customId: string }>(
    interaction: I,
    handlers: ReadonlyMap<string, (press: Press<I>) => Promise<void>>,
  ): Promise<void> {
    const id = parseCustomId(interaction.customId);
    const handler = id && handlers.get(id.action);
    if (id === undefined || handler === undefined) {
      throw new UserError(
        "This button belongs to an older version of the bot and does nothing any more.",
      );
    }
    await handler({
      interaction,
      generationId: id.generationId,
      argument: id.argument,
      services,
    });
  }

  async function answerFault(interaction: Interaction, error: unknown): Promise<void> {
    const reference = referenceId();
    if (error instanceof UserError) {
      // What a sentence quotes may be a member's own words, such as the name of a file.
      const refusal = error.message.replaceAll(/“[^”]*”/g, "“…”");
      log.info({ ...factsOf(interaction), refusal }, "refused");
    } else {
      log.error({ ...factsOf(interaction), reference, error }, "an interaction failed");
    }
    if (!interaction.isRepliable()) return;
    const sentence =
      error instanceof UserError
        ? error.message
        : `Something went wrong in the bot. Nothing more happens with this request. Reference: \`${reference}\``;
    await tellSafely(interaction, sentence);
  }

  async function tellSafely(interaction: RepliableInteraction, sentence: string): Promise<void> {
    try {
      await tell(interaction, sentence);
    } catch (error) {
      log.warn({ ...factsOf(interaction), error }, "the member could not be told");
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
