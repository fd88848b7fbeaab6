import type {
  APIApplicationCommandBasicOption,
  ApplicationCommandOptionType as OptionType,
  Attachment,
  AutocompleteInteraction,
  ButtonInteraction,
  ChatInputCommandInteraction,
  ModalSubmitInteraction,
  RESTPostAPIChatInputApplicationCommandsJSONBody,
} from "discord.js";
import type { Inbox } from "../generation/inbox.ts";
import type { Service } from "../generation/service.ts";
import type { InboxView } from "./inbox-view.ts";

/** What commands work with: the domain's use cases, never the client's insides. */
export interface Services {
  service: Service;
  inbox: Inbox;
  inboxView: InboxView;
}

type Payload = Omit<RESTPostAPIChatInputApplicationCommandsJSONBody, "options"> & {
  options?: readonly APIApplicationCommandBasicOption[];
};

type OptionValue<O> = O extends { choices: readonly { value: infer V }[] }
  ? V
  : O extends { type: OptionType.Attachment }
    ? Attachment
    : O extends { type: OptionType.Boolean }
      ? boolean
      : O extends { type: OptionType.Integer | OptionType.Number }
        ? number
        : string;

type OptionsOf<P> = P extends { options: readonly (infer O)[] }
  ? {
      [N in O as N extends { name: infer Name extends string } ? Name : never]: N extends {
        required: true;
      }
        ? OptionValue<N>
        : OptionValue<N> | undefined;
    }
  : object;

/** A press on a component whose custom id names a generation. */
export interface Press<I = ButtonInteraction> {
  interaction: I;
  generationId: string;
  argument: string | undefined;
  services: Services;
}

/**
 * One thing people can invoke: what is registered with Discord, and what answers it. The handler's
 * options are typed from the payload, so a renamed option is a type error.
 */
export interface Command<P extends Payload = Payload> {
  payload: P;
  execute(call: {
    interaction: ChatInputCommandInteraction;
    options: OptionsOf<P>;
    services: Services;
  }): Promise<void>;
  /** By the action of the custom id. */
  buttons?: Record<string, (press: Press) => Promise<void>>;
  modals?: Record<string, (press: Press<ModalSubmitInteraction>) => Promise<void>>;
  autocomplete?(interaction: AutocompleteInteraction, services: Services): Promise<void>;
}

export function defineCommand<const P extends Payload>(command: Command<P>): Command {
  return command;
}

/** The typed values of a slash command, by option name. */
export function readOptions(interaction: ChatInputCommandInteraction): Record<string, unknown> {
  return Object.fromEntries(
    interaction.options.data.map((option) => [option.name, option.attachment ?? option.value]),
  );
}
