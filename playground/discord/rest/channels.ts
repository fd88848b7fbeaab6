import { PermissionFlagsBits } from "discord-api-types/v10";
import { createChannel, deleteChannel } from "../channels.ts";
import type { Core } from "../core.ts";
import type { ApiReply, ApiRequest, Route } from "../http/router.ts";
import { requireBot } from "../member-permissions.ts";
import { type Channel, ChannelType, isThread } from "../model.ts";
import { presentChannel } from "../present/present-channel.ts";
import { createThread, tellChannel } from "../threads.ts";
import { channelOf, guildOf, messageOf } from "../world.ts";
import { apiError } from "../api-error.ts";
import { permissionsOf } from "../member-permissions.ts";
import { has } from "../permissions.ts";

/** Channels themselves; what is posted in them is in messages.ts. */
export function channelRoutes(core: Core): Route[] {
  const { world } = core;
  return [
    { method: "GET", template: "/channels/:channelId", handle: get },
    { method: "PATCH", template: "/channels/:channelId", handle: change },
    { method: "DELETE", template: "/channels/:channelId", handle: remove },
    { method: "POST", template: "/channels/:channelId/typing", handle: type },
    { method: "POST", template: "/channels/:channelId/threads", handle: openThread },
    {
      method: "POST",
      template: "/channels/:channelId/messages/:messageId/threads",
      handle: openThread,
    },
    { method: "POST", template: "/guilds/:guildId/channels", handle: create },
  ];

  function target(request: ApiRequest, ...flags: bigint[]): Channel {
    const channel = channelOf(world, request.param("channelId"));
    requireBot(world, channel, ...flags);
    return channel;
  }

  function get(request: ApiRequest): ApiReply {
    return reply(target(request));
  }

  function change(request: ApiRequest): ApiReply {
    const { body } = request;
    const channel = channelOf(world, request.param("channelId"));
    const flag = isThread(channel)
      ? PermissionFlagsBits.ManageThreads
      : PermissionFlagsBits.ManageChannels;
    requireBot(world, channel, flag);
    if (typeof body["name"] === "string") channel.name = body["name"];
    if (typeof body["topic"] === "string") channel.topic = body["topic"];
    if (typeof body["nsfw"] === "boolean") channel.nsfw = body["nsfw"];
    if (channel.thread) {
      if (typeof body["locked"] === "boolean") channel.thread.locked = body["locked"];
      if (typeof body["archived"] === "boolean") {
        channel.thread.archived = body["archived"];
        channel.thread.archivedAt = core.clock.now();
      }
    }
    tellChannel(core, isThread(channel) ? "THREAD_UPDATE" : "CHANNEL_UPDATE", channel);
    return reply(channel);
  }

  function remove(request: ApiRequest): ApiReply {
    const channel = target(request, PermissionFlagsBits.ManageChannels);
    deleteChannel(core, channel);
    return reply(channel);
  }

  function type(request: ApiRequest): ApiReply {
    target(request, PermissionFlagsBits.SendMessages);
    return { status: 204 };
  }

  function openThread(request: ApiRequest): ApiReply {
    const parent = target(request, PermissionFlagsBits.CreatePublicThreads);
    const onMessage = request.path.includes("/messages/");
    const thread = createThread(core, {
      parent,
      name: String(request.body["name"]),
      ownerId: world.bot.id,
      ...(onMessage ? { messageId: messageOf(parent, request.param("messageId")).id } : {}),
    });
    return { status: 201, body: presentChannel(world, thread) };
  }

  function create(request: ApiRequest): ApiReply {
    const { body } = request;
    const guild = guildOf(world, request.param("guildId"));
    if (!has(permissionsOf(guild, world.bot.id), PermissionFlagsBits.ManageChannels)) {
      throw apiError("missingPermissions");
    }
    const channel = createChannel(core, {
      guildId: guild.id,
      type: Number(body["type"] ?? ChannelType.text),
      name: String(body["name"]),
      parentId: typeof body["parent_id"] === "string" ? body["parent_id"] : null,
      topic: typeof body["topic"] === "string" ? body["topic"] : null,
      nsfw: body["nsfw"] === true,
    });
    return { status: 201, body: presentChannel(world, channel) };
  }

  function reply(channel: Channel): ApiReply {
    return { status: 200, body: presentChannel(world, channel) };
  }
}
