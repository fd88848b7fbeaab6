import type { APIApplicationCommandOption } from "discord-api-types/v10";
import type { LocalDiscord } from "../../discord/server.ts";
import { ChannelType, type Command, type Guild, type User } from "../../discord/model.ts";
import type { BotView, CommandView, GuildView, PersonView, WorldView } from "../../web/api.ts";
import type { CastMember } from "../world/cast.ts";
import { channelView } from "./channel-view.ts";
import { seesChannel } from "./sight.ts";

// What holds messages: no categories, no voice channels, no forums.
const SHOWN: ReadonlySet<number> = new Set([
  ChannelType.text,
  ChannelType.news,
  ChannelType.newsThread,
  ChannelType.publicThread,
  ChannelType.privateThread,
  ChannelType.dm,
]);

/** Everything, as far as one person sees it. */
export function worldView(
  { world, clock }: LocalDiscord,
  cast: readonly CastMember[],
  botState: BotView,
  as: string,
): WorldView {
  const channels = [...world.channels.values()].filter(
    (channel) => SHOWN.has(channel.type) && !channel.deleted && seesChannel(world, channel, as),
  );
  const guilds = [...world.guilds.values()].filter(({ members }) => members.has(as));
  return {
    nowMs: clock.now(),
    as,
    bot: personView(world.bot),
    actors: cast.flatMap(({ id, role, note }) => {
      const user = world.users.get(id);
      return user ? [{ ...personView(user), role, note }] : [];
    }),
    people: [...world.users.values()].map(personView),
    guilds: guilds.map(guildView),
    channels: channels.map((channel) => channelView(world, channel, as)),
    commands: [...world.commands.values()].map(commandView),
    botState,
  };
}

function personView({ id, globalName, username, bot }: User): PersonView {
  return { id, name: globalName ?? username, isBot: bot };
}

function guildView({ id, name, roles, members }: Guild): GuildView {
  return {
    id,
    name,
    roles: [...roles.values()].map((role) => ({ id: role.id, name: role.name })),
    memberIds: [...members.keys()],
  };
}

function commandView({ id, guildId, data }: Command): CommandView {
  return {
    id,
    guildId,
    type: data.type,
    name: data.name,
    description: typeof data["description"] === "string" ? data["description"] : "",
    // Held against Discord's own schema when it was registered.
    options: (data["options"] ?? []) as APIApplicationCommandOption[],
  };
}
