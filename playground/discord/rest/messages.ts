import { PermissionFlagsBits } from "discord-api-types/v10";
import { apiError } from "../api-error.ts";
import type { Core } from "../core.ts";
import type { ApiReply, ApiRequest, Route } from "../http/router.ts";
import { requireBot } from "../member-permissions.ts";
import { type OldEdits, requireEditing, requireSending } from "../message-rules.ts";
import { createMessage, deleteMessage, editMessage } from "../messages.ts";
import type { Channel, Message } from "../model.ts";
import { createNonces } from "../nonces.ts";
import { presentToBot } from "../present/present-to-bot.ts";
import { tellThreadChanged } from "../threads.ts";
import { verifyMessage } from "../verify-message.ts";
import { channelOf, messageOf } from "../world.ts";
import { pageOf } from "./message-page.ts";

/** A channel's messages, under the bot's own permissions. */
export function messageRoutes(core: Core, oldEdits: OldEdits): Route[] {
  const nonces = createNonces(core);
  const base = "/channels/:channelId/messages";
  return [
    { method: "GET", template: base, handle: list },
    { method: "POST", template: base, handle: create },
    { method: "POST", template: `${base}/bulk-delete`, handle: removeMany },
    { method: "GET", template: `${base}/:messageId`, handle: get },
    { method: "PATCH", template: `${base}/:messageId`, handle: edit },
    { method: "DELETE", template: `${base}/:messageId`, handle: remove },
  ];

  /** Ephemeral messages are not in the channel, as far as these routes are concerned. */
  function target(request: ApiRequest): { channel: Channel; message: Message } {
    const channel = channelOf(core.world, request.param("channelId"));
    requireBot(core.world, channel);
    const message = messageOf(channel, request.param("messageId"));
    if (message.ephemeralFor !== null) throw apiError("unknownMessage");
    return { channel, message };
  }

  function list(request: ApiRequest): ApiReply {
    const channel = channelOf(core.world, request.param("channelId"));
    requireBot(core.world, channel);
    const page = pageOf(core, channel, request.query);
    return { status: 200, body: page.map((message) => presentToBot(core, message)) };
  }

  function get(request: ApiRequest): ApiReply {
    const { channel, message } = target(request);
    requireBot(core.world, channel, PermissionFlagsBits.ReadMessageHistory);
    return reply(message);
  }

  async function create(request: ApiRequest): Promise<ApiReply> {
    const { body, files } = request;
    const channel = channelOf(core.world, request.param("channelId"));
    const hasWoken = requireSending(core, channel, files.length > 0);
    verifyMessage(body, { core, channel, files, via: "channel" });
    const nonce = nonceOf(body);
    const reference = body["message_reference"] as { message_id?: string } | null | undefined;
    const make = () =>
      createMessage(core, {
        channel,
        authorId: core.world.bot.id,
        body,
        files,
        replyTo: reference?.message_id ?? null,
      });
    const message =
      nonce !== null && body["enforce_nonce"] === true
        ? await nonces.once(nonce, make)
        : await make();
    if (hasWoken) tellThreadChanged(core, channel);
    return reply(message, nonce === null ? {} : { nonce });
  }

  async function edit(request: ApiRequest): Promise<ApiReply> {
    const { channel, message } = target(request);
    const { body, files } = request;
    requireEditing(core, channel, message, files.length > 0);
    verifyMessage(body, { core, channel, files, via: "channel", existing: message });
    oldEdits.count(message);
    return reply(await editMessage(core, message, body, files));
  }

  function remove(request: ApiRequest): ApiReply {
    const { channel, message } = target(request);
    if (message.authorId !== core.world.bot.id) {
      requireBot(core.world, channel, PermissionFlagsBits.ManageMessages);
    }
    deleteMessage(core, message);
    return { status: 204 };
  }

  function removeMany(request: ApiRequest): ApiReply {
    const channel = channelOf(core.world, request.param("channelId"));
    requireBot(core.world, channel, PermissionFlagsBits.ManageMessages);
    for (const id of request.body["messages"] as string[]) {
      const message = channel.messages.get(id);
      if (message && message.ephemeralFor === null) deleteMessage(core, message);
    }
    return { status: 204 };
  }

  function reply(message: Message, extra: Record<string, unknown> = {}): ApiReply {
    return { status: 200, body: { ...presentToBot(core, message), ...extra } };
  }
}

function nonceOf(body: Record<string, unknown>): string | null {
  const { nonce } = body;
  return typeof nonce === "string" || typeof nonce === "number" ? String(nonce) : null;
}
