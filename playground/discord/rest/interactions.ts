import { apiError } from "../api-error.ts";
import type { Core } from "../core.ts";
import type { ApiReply, ApiRequest, Route } from "../http/router.ts";
import { answerInteraction } from "../interactions/answer-interaction.ts";
import { type Interaction, type Message, MessageFlag } from "../model.ts";
import { presentMessage } from "../present/present-message.ts";

export function interactionRoutes(core: Core): Route[] {
  async function callback(request: ApiRequest): Promise<ApiReply> {
    const interaction = core.world.interactions.get(request.param("interactionId"));
    if (!interaction || interaction.token !== request.param("token")) {
      throw apiError("unknownInteraction");
    }
    const message = await answerInteraction(core, interaction, request.body, request.files);
    if (request.query.get("with_response") !== "true") return { status: 204 };
    return { status: 200, body: callbackBody(core, interaction, request.body["type"], message) };
  }

  return [
    {
      method: "POST",
      template: "/interactions/:interactionId/:token/callback",
      open: true,
      handle: callback,
    },
  ];
}

function callbackBody(
  core: Core,
  interaction: Interaction,
  type: unknown,
  message: Message | null,
): Record<string, unknown> {
  return {
    interaction: {
      id: interaction.id,
      type: interaction.type,
      channel_id: interaction.channelId,
      ...(interaction.guildId ? { guild_id: interaction.guildId } : {}),
      ...(message
        ? {
            response_message_id: message.id,
            response_message_loading: (message.flags & MessageFlag.loading) !== 0,
            response_message_ephemeral: message.ephemeralFor !== null,
          }
        : {}),
    },
    ...(message ? { resource: { type, message: presentMessage(core, message) } } : {}),
  };
}
