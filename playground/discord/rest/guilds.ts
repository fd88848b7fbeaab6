import { apiError } from "../api-error.ts";
import type { Core } from "../core.ts";
import type { ApiReply, ApiRequest, Route } from "../http/router.ts";
import { leaveGuild } from "../guilds.ts";
import { permissionsOf } from "../member-permissions.ts";
import { type Guild, isThread } from "../model.ts";
import { presentChannel } from "../present/present-channel.ts";
import { presentGuild, presentRole } from "../present/present-guild.ts";
import { presentMember, presentUser } from "../present/present-user.ts";
import { guildOf, userOf } from "../world.ts";

export function guildRoutes(core: Core): Route[] {
  const { world } = core;
  const ok = (body: unknown): ApiReply => ({ status: 200, body });
  const guild = (request: ApiRequest) => guildOf(world, request.param("guildId"));

  function member(of: Guild, userId: string): ApiReply {
    const found = of.members.get(userId);
    if (!found) throw apiError("unknownMember");
    return ok({ ...presentMember(found), user: presentUser(userOf(world, userId)) });
  }

  function channels(of: Guild, threads: boolean): unknown[] {
    return [...world.channels.values()]
      .filter((channel) => channel.guildId === of.id && isThread(channel) === threads)
      .map((channel) => presentChannel(world, channel));
  }

  function ownGuilds(): ApiReply {
    const joined = [...world.guilds.values()].filter(({ botPresent }) => botPresent);
    return ok(
      joined.map((one) => ({
        id: one.id,
        name: one.name,
        icon: null,
        banner: null,
        owner: false,
        permissions: permissionsOf(one, world.bot.id).toString(),
        features: [],
      })),
    );
  }

  return [
    { method: "GET", template: "/guilds/:guildId", handle: (r) => ok(presentGuild(guild(r))) },
    {
      method: "GET",
      template: "/guilds/:guildId/channels",
      handle: (request) => ok(channels(guild(request), false)),
    },
    {
      method: "GET",
      template: "/guilds/:guildId/threads/active",
      handle: (request) => ok({ threads: channels(guild(request), true), members: [] }),
    },
    {
      method: "GET",
      template: "/guilds/:guildId/roles",
      handle(request) {
        const of = guild(request);
        return ok([...of.roles.values()].map((role) => presentRole(of, role)));
      },
    },
    {
      method: "GET",
      template: "/guilds/:guildId/members/:userId",
      handle: (request) => member(guild(request), request.param("userId")),
    },
    { method: "GET", template: "/users/@me/guilds", handle: ownGuilds },
    {
      method: "GET",
      template: "/users/@me/guilds/:guildId/member",
      handle: (request) => member(guild(request), world.bot.id),
    },
    {
      method: "DELETE",
      template: "/users/@me/guilds/:guildId",
      handle(request) {
        leaveGuild(core, guild(request));
        return { status: 204 };
      },
    },
  ];
}
