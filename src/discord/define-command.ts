import type {
  AnySelectMenuInteraction,
  APIApplicationCommandBasicOption,
  ApplicationCommandType,
  AutocompleteInteraction,
  ButtonInteraction,
  ChatInputCommandInteraction,
  MessageContextMenuCommandInteraction,
  ModalSubmitInteraction,
  RESTPostAPIApplicationCommandsJSONBody,
  RESTPostAPIChatInputApplicationCommandsJSONBody,
  RESTPostAPIContextMenuApplicationCommandsJSONBody,
} from "discord.js";
import { readOptions, type OptionsOf } from "./command-options.ts";
import type { Right } from "./rights.ts";
import type { Services } from "./services.ts";

/** A press on a component, or a modal sent, whose custom id names what it is about. */
export interface Press<I = ButtonInteraction> {
  interaction: I;
  /** A snowflake from the custom id: of a generation, a guild or a member. Untrusted. */
  subjectId: string;
  argument: string | undefined;
  services: Services;
}

/** What answers to components and modals, by the action of the custom id. */
export interface Handlers {
  buttons?: Record<string, (press: Press) => Promise<void>>;
  selects?: Record<string, (press: Press<AnySelectMenuInteraction>) => Promise<void>>;
  modals?: Record<string, (press: Press<ModalSubmitInteraction>) => Promise<void>>;
  /**
   * Actions that stay open to those whom `/settings access` keeps from the command: who may not make
   * videos can still look at one, cancel their own or report it.
   */
  exempt?: readonly string[];
}

/** One command that a member typed, with what was filled in. */
export interface Call<O = object> {
  interaction: ChatInputCommandInteraction;
  options: O;
  services: Services;
}

export type Autocomplete = (
  interaction: AutocompleteInteraction,
  services: Services,
) => Promise<void>;

/** What a slash command and a subcommand have in common. */
export interface Leaf<P> extends Handlers {
  payload: P;
  /** Checked by the bot at every use, also of the buttons, selects and modals named here. */
  needs?: Right;
  /** The options are typed from the payload, so a renamed option is a type error. */
  execute(call: Call<OptionsOf<P>>): Promise<void>;
  autocomplete?: Autocomplete;
}

/** One thing people can invoke, as the registry lists it: what Discord is told, and what answers. */
export interface Command extends Handlers {
  payload: RESTPostAPIApplicationCommandsJSONBody;
  needs?: Right;
  execute(call: {
    interaction: ChatInputCommandInteraction | MessageContextMenuCommandInteraction;
    services: Services;
  }): Promise<void>;
  autocomplete?: Autocomplete;
}

export interface SlashCommand extends Command {
  payload: RESTPostAPIChatInputApplicationCommandsJSONBody;
}

type SlashPayload = Omit<RESTPostAPIChatInputApplicationCommandsJSONBody, "options"> & {
  options?: readonly APIApplicationCommandBasicOption[];
};

/** A slash command without subcommands; `defineCommandTree` makes one with them. */
export function defineCommand<const P extends SlashPayload>(command: Leaf<P>): SlashCommand {
  return {
    ...command,
    payload: { ...command.payload, options: [...(command.payload.options ?? [])] },
    execute: ({ interaction, services }: Omit<Call, "options">) =>
      command.execute({
        interaction,
        options: readOptions(interaction) as OptionsOf<P>,
        services,
      }),
  };
}

type MessagePayload = RESTPostAPIContextMenuApplicationCommandsJSONBody & {
  type: ApplicationCommandType.Message;
};

/** An entry of the **Apps** menu of a message; `interaction.targetMessage` is that message. */
export function defineMessageCommand(
  command: Handlers & {
    payload: MessagePayload;
    needs?: Right;
    execute(call: {
      interaction: MessageContextMenuCommandInteraction;
      services: Services;
    }): Promise<void>;
  },
): Command {
  return command;
}
