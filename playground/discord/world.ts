import { apiError } from "./api-error.ts";
import type { Channel, Command, Guild, Interaction, Message, User } from "./model.ts";

/** Everything that exists, by id. */
export interface World {
  readonly bot: User;
  readonly users: Map<string, User>;
  readonly guilds: Map<string, Guild>;
  readonly channels: Map<string, Channel>;
  readonly interactions: Map<string, Interaction>;
  readonly commands: Map<string, Command>;
}

// Enough for a replay or a late answer to be told apart from an invented id, without growing forever.
const INTERACTIONS_KEPT = 5_000;

export function createWorld(bot: User): World {
  return {
    bot,
    users: new Map([[bot.id, bot]]),
    guilds: new Map(),
    channels: new Map(),
    interactions: new Map(),
    commands: new Map(),
  };
}

export function keepInteraction(world: World, interaction: Interaction): void {
  world.interactions.set(interaction.id, interaction);
  for (const id of world.interactions.keys()) {
    if (world.interactions.size <= INTERACTIONS_KEPT) break;
    world.interactions.delete(id);
  }
}

/** @throws ApiError 10004 */
export function guildOf(world: World, id: string): Guild {
  const guild = world.guilds.get(id);
  if (!guild) throw apiError("unknownGuild");
  if (!guild.botPresent) throw apiError("missingAccess");
  return guild;
}

/** @throws ApiError 10003 */
export function channelOf(world: World, id: string): Channel {
  const channel = world.channels.get(id);
  if (!channel || channel.deleted) throw apiError("unknownChannel");
  return channel;
}

/** @throws ApiError 10008 */
export function messageOf(channel: Channel, id: string): Message {
  const message = channel.messages.get(id);
  if (!message) throw apiError("unknownMessage");
  return message;
}

export function userOf(world: World, id: string): User {
  const user = world.users.get(id);
  if (!user) throw apiError("unknownUser");
  return user;
}

/** The message, wherever it is; undefined once deleted. */
export function findMessage(world: World, channelId: string, id: string): Message | undefined {
  return world.channels.get(channelId)?.messages.get(id);
}

export function threadsOf(world: World, parentId: string): Channel[] {
  return [...world.channels.values()].filter(
    (channel) => channel.thread && channel.parentId === parentId && !channel.deleted,
  );
}
