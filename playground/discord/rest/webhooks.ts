import { apiError } from "../api-error.ts";
import type { Core } from "../core.ts";
import type { ApiReply, ApiRequest, Route } from "../http/router.ts";
import { interactionIdIn } from "../interactions/interaction-token.ts";
import { markOf } from "../interactions/answer-interaction.ts";
import type { OldEdits } from "../message-rules.ts";
import { createMessage, deleteMessage, editMessage } from "../messages.ts";
import { type Channel, type Interaction, type Message, MessageFlag } from "../model.ts";
import { presentMessage } from "../present/present-message.ts";
import { requireOpenThread } from "../thread-rules.ts";
import { verifyMessage } from "../verify-message.ts";
import { channelOf, messageOf } from "../world.ts";

/** What an interaction's token is good for after the first answer. */
export function webhookRoutes(core: Core, oldEdits: OldEdits): Route[] {
  const base = "/webhooks/:webhookId/:token";
  return [
    { method: "POST", template: base, open: true, handle: followUp },
    { method: "GET", template: `${base}/messages/:messageId`, open: true, handle: get },
    { method: "PATCH", template: `${base}/messages/:messageId`, open: true, handle: edit },
    { method: "DELETE", template: `${base}/messages/:messageId`, open: true, handle: remove },
  ];

  /** @throws ApiError 10015 before the first answer, 50027 once the token is dead */
  function interactionOf(request: ApiRequest): Interaction {
    const token = request.param("token");
    if (request.param("webhookId") !== core.world.bot.id) throw apiError("unknownWebhook");
    const found = core.world.interactions.get(interactionIdIn(token) ?? "");
    if (found?.token !== token) throw apiError("deadToken");
    if (core.clock.now() >= found.tokenEndsAt) throw apiError("deadToken");
    if (found.state !== "answered") throw apiError("unknownWebhook");
    return found;
  }

  function target(request: ApiRequest): { channel: Channel; message: Message } {
    const interaction = interactionOf(request);
    const channel = channelOf(core.world, interaction.channelId);
    const given = request.param("messageId");
    const id = given === "@original" ? interaction.originalMessageId : given;
    const message = messageOf(channel, id ?? "");
    const isOwn =
      message.interaction?.id === interaction.id || message.id === interaction.sourceMessageId;
    if (!isOwn) throw apiError("unknownMessage");
    return { channel, message };
  }

  async function followUp(request: ApiRequest): Promise<ApiReply> {
    const interaction = interactionOf(request);
    const channel = channelOf(core.world, interaction.channelId);
    const { body, files } = request;
    const original = channel.messages.get(interaction.originalMessageId ?? "");
    requireOpenThread(core.world, channel);
    const place = { core, channel, files, via: "webhook" } as const;
    // The first follow-up of a deferral takes the place of "thinking…".
    if (original && original.flags & MessageFlag.loading) {
      verifyMessage(body, { ...place, existing: original });
      return reply(await editMessage(core, original, body, files));
    }
    verifyMessage(body, place);
    const ephemeral = (Number(body["flags"] ?? 0) & MessageFlag.ephemeral) !== 0;
    const message = await createMessage(core, {
      channel,
      authorId: core.world.bot.id,
      body,
      files,
      ephemeralFor: ephemeral ? interaction.userId : null,
      interaction: markOf(interaction, interaction.originalMessageId),
      replyTo: interaction.originalMessageId,
    });
    return reply(message);
  }

  function get(request: ApiRequest): ApiReply {
    return reply(target(request).message);
  }

  async function edit(request: ApiRequest): Promise<ApiReply> {
    const { channel, message } = target(request);
    const { body, files } = request;
    requireOpenThread(core.world, channel);
    verifyMessage(body, { core, channel, files, existing: message, via: "webhook" });
    oldEdits.count(message);
    return reply(await editMessage(core, message, body, files));
  }

  function remove(request: ApiRequest): ApiReply {
    deleteMessage(core, target(request).message);
    return { status: 204 };
  }

  function reply(message: Message): ApiReply {
    return { status: 200, body: presentMessage(core, message) };
  }
}
