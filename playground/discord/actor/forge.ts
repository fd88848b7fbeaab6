import type { GivenOptions } from "../command-options.ts";
import { createInteraction } from "../interactions/create-interaction.ts";
import { ComponentKind, InteractionKind } from "../wire-numbers.ts";
import { findMessage } from "../world.ts";
import { knownCommand, typeAhead, typeSlash, useMessageCommand, type Seat } from "./commands.ts";
import { createUse, type Use } from "./use.ts";
import type { WireMessage } from "./wire-message.ts";

/**
 * What a tampered client, or a server that opened a command to everyone in its integration settings,
 * could send: nothing is checked that a bot has to check by itself.
 */
export interface Forge {
  /** Types a command that the client would not offer. */
  slash(path: string, options?: GivenOptions): Promise<Use>;
  /** Types into an option of such a command. */
  autocomplete(path: string, option: string, typed: string): Use;
  messageCommand(message: WireMessage, name: string): Use;
  /** Presses a button with any custom id, on any message of the channel, also somebody else's. */
  press(message: WireMessage, customId: string): Use;
  /** Chooses in a menu with any custom id; a string menu unless told. */
  select(message: WireMessage, customId: string, values: readonly string[], type?: number): Use;
  /** Sends a form with any custom id, its fields by custom id. */
  submit(customId: string, fields: Readonly<Record<string, string>>): Use;
}

export function createForge(seat: Seat): Forge {
  const { core, channel, user } = seat;

  function send(type: number, data: Record<string, unknown>, message?: WireMessage): Use {
    const source = message === undefined ? null : findMessage(core.world, channel.id, message.id);
    const spec = { type, channel, user, data, source: source ?? null };
    return createUse(core, createInteraction(core, spec));
  }

  const component = (message: WireMessage, type: number, customId: string, rest: object): Use =>
    send(
      InteractionKind.component,
      { component_type: type, custom_id: customId, id: 1, ...rest },
      message,
    );

  return {
    slash: async (path, options = {}) => typeSlash(seat, path, options, knownCommand),
    autocomplete: (path, name, value) => typeAhead(seat, path, { name, value }, {}, knownCommand),
    messageCommand: (message, name) => useMessageCommand(seat, message, name, knownCommand),
    press: (message, customId) => component(message, ComponentKind.button, customId, {}),
    select: (message, customId, values, type: number = ComponentKind.stringSelect) =>
      component(message, type, customId, {
        values: [...values],
        ...(type === ComponentKind.stringSelect ? {} : { resolved: {} }),
      }),
    submit: (customId, fields) =>
      send(InteractionKind.modalSubmit, {
        custom_id: customId,
        resolved: {},
        components: Object.entries(fields).map(([name, value], index) => ({
          type: ComponentKind.label,
          id: 2 * index + 1,
          component: {
            type: ComponentKind.textInput,
            id: 2 * index + 2,
            custom_id: name,
            value,
          },
        })),
      }),
  };
}
