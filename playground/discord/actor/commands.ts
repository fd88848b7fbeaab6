import { PermissionFlagsBits } from "discord-api-types/v10";
import {
  buildFocusedOptions,
  buildOptions,
  type GivenOptions,
  mayUse,
} from "../command-options.ts";
import type { Core } from "../core.ts";
import { createInteraction } from "../interactions/create-interaction.ts";
import { permissionsIn, sendingFlag } from "../member-permissions.ts";
import type { Channel, Command, User } from "../model.ts";
import { has } from "../permissions.ts";
import { presentMessage } from "../present/present-message.ts";
import { CommandKind, InteractionKind } from "../wire-numbers.ts";
import { ClientRefusal } from "./client-refusal.ts";
import { isLocalFile, uploadOptionFile, type UploadedOption } from "./option-files.ts";
import { optionResolvers } from "./option-resolvers.ts";
import { seenMessage } from "./seen-message.ts";
import { createUse, type Use } from "./use.ts";
import type { WireMessage } from "./wire-message.ts";

/** A member at a keyboard, in some channel. */
export interface Seat {
  readonly core: Core;
  readonly user: User;
  readonly channel: Channel;
}

/** @throws ClientRefusal where Discord's client would not send the command */
export async function typeSlash(
  seat: Seat,
  path: string,
  given: GivenOptions,
  find: FindCommand = offeredCommand,
): Promise<Use> {
  const command = find(seat, path.split(" ")[0] ?? "", CommandKind.slash);
  // Nothing is uploaded for a command the client would refuse anyway.
  buildOptions(command.data, path, given, optionResolvers(seat, new Map()));
  const uploaded = await uploadAll(seat, given);
  const typed = buildOptions(command.data, path, given, optionResolvers(seat, uploaded));
  return use(seat, InteractionKind.command, path, {
    ...commandFields(command),
    options: typed.options,
    ...(typed.resolved ? { resolved: typed.resolved } : {}),
  });
}

/** Types into an option that suggests; the answer's `choices` are what the member is shown. */
export function typeAhead(
  seat: Seat,
  path: string,
  focused: { name: string; value: string },
  given: GivenOptions,
  find: FindCommand = offeredCommand,
): Use {
  const command = find(seat, path.split(" ")[0] ?? "", CommandKind.slash);
  return use(seat, InteractionKind.autocomplete, path, {
    ...commandFields(command),
    options: buildFocusedOptions(command.data, path, focused, given),
  });
}

/** "Apps" in a message's context menu. */
export function useMessageCommand(
  seat: Seat,
  message: WireMessage,
  name: string,
  find: FindCommand = offeredCommand,
): Use {
  const command = find(seat, name, CommandKind.message);
  const target = seenMessage(seat, message);
  return use(seat, InteractionKind.command, name, {
    ...commandFields(command),
    target_id: target.id,
    resolved: { messages: { [target.id]: presentMessage(seat.core, target) } },
  });
}

function use(seat: Seat, type: number, path: string, data: Record<string, unknown>): Use {
  const { core, channel, user } = seat;
  return createUse(core, createInteraction(core, { type, channel, user, data, commandName: path }));
}

function commandFields(command: Command): Record<string, unknown> {
  const { name, type } = command.data;
  return {
    id: command.id,
    name,
    type,
    ...(command.guildId ? { guild_id: command.guildId } : {}),
  };
}

export type FindCommand = (seat: Seat, name: string, type: number) => Command;

const guildOf = ({ core, channel }: Seat) =>
  channel.guildId ? core.world.guilds.get(channel.guildId) : undefined;

/**
 * A command by its name, whoever may use it. A guild's own command hides a global one of the same
 * name.
 */
export function knownCommand(seat: Seat, name: string, type: number): Command {
  const guild = guildOf(seat);
  const found = [...seat.core.world.commands.values()].filter(
    ({ data, guildId }) =>
      data.name === name && data.type === type && (guildId === null || guildId === guild?.id),
  );
  const command = found.find(({ guildId }) => guildId !== null) ?? found[0];
  const isInstalled = !guild || guild.botPresent;
  if (!command || !isInstalled) throw new ClientRefusal(`There is no command "${name}" here.`);
  return command;
}

function offeredCommand(seat: Seat, name: string, type: number): Command {
  const { core, channel, user } = seat;
  const bits = permissionsIn(core.world, channel, user.id);
  if (!has(bits, PermissionFlagsBits.ViewChannel)) {
    throw new ClientRefusal("You do not have access to this channel.");
  }
  if (!has(bits, sendingFlag(channel))) {
    throw new ClientRefusal("You do not have permission to send messages in this channel.");
  }
  const guild = guildOf(seat);
  const command = knownCommand(seat, name, type);
  const mayAtAll = has(bits, PermissionFlagsBits.UseApplicationCommands);
  if (!mayAtAll || !mayUse(command.data, bits, guild ? 0 : 1)) {
    throw new ClientRefusal(`You do not have permission to use "${name}" here.`);
  }
  return command;
}

async function uploadAll(seat: Seat, given: GivenOptions): Promise<Map<unknown, UploadedOption>> {
  const uploaded = new Map<unknown, UploadedOption>();
  for (const value of Object.values(given)) {
    if (!isLocalFile(value)) continue;
    uploaded.set(value, await uploadOptionFile(seat.core, seat.channel, seat.user, value));
  }
  return uploaded;
}
