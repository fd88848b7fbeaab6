import { apiError, invalidField } from "../api-error.ts";
import type { Core } from "../core.ts";
import type { UploadedFile } from "../http/read-body.ts";
import { createMessage, editMessage } from "../messages.ts";
import {
  type Channel,
  type Interaction,
  type InteractionMark,
  type InteractionResponse,
  type Message,
  MessageFlag,
} from "../model.ts";
import { AnswerKind, CommandKind, InteractionKind } from "../wire-numbers.ts";
import { channelOf, findMessage } from "../world.ts";
import { verifyMessage, verifyModal } from "../verify-message.ts";

const ALLOWED: Readonly<Record<number, readonly number[]>> = {
  [InteractionKind.command]: [4, 5, 9],
  [InteractionKind.component]: [4, 5, 6, 7, 9],
  [InteractionKind.autocomplete]: [8],
  [InteractionKind.modalSubmit]: [4, 5, 6, 7],
};

/**
 * The one answer an interaction gets (`POST /interactions/:id/:token/callback`).
 *
 * @throws ApiError 10062 after three seconds, 40060 on a second answer, 50035
 */
export async function answerInteraction(
  core: Core,
  interaction: Interaction,
  body: Record<string, unknown>,
  files: readonly UploadedFile[],
): Promise<Message | null> {
  if (interaction.state === "answered") throw apiError("alreadyAcknowledged");
  if (interaction.state === "lapsed") throw apiError("unknownInteraction");
  const channel = channelOf(core.world, interaction.channelId);
  const type = Number(body["type"]);
  const data = (body["data"] ?? {}) as Record<string, unknown>;
  if (!mayAnswerWith(interaction, type)) {
    throw invalidField(
      ["type"],
      "INTERACTION_CALLBACK_TYPE_INVALID",
      `This interaction cannot be answered with type ${type}.`,
    );
  }
  verifyAnswer(core, channel, interaction, type, data, files);
  // Claimed before the first await: of two answers sent at once only one may win.
  interaction.state = "answered";
  interaction.stopDeadline();
  const { response, message } = await act(core, channel, interaction, type, data, files);
  interaction.response = response;
  core.events.emit("interactionResponse", { interaction, response });
  return message;
}

function mayAnswerWith(interaction: Interaction, type: number): boolean {
  if (!ALLOWED[interaction.type]?.includes(type)) return false;
  const needsSource = type === AnswerKind.update || type === AnswerKind.deferredUpdate;
  return !needsSource || interaction.sourceMessageId !== null;
}

function verifyAnswer(
  core: Core,
  channel: Channel,
  interaction: Interaction,
  type: number,
  data: Record<string, unknown>,
  files: readonly UploadedFile[],
): void {
  if (type === AnswerKind.modal) return verifyModal(data);
  const place = { core, channel, files, via: "interaction" } as const;
  if (type === AnswerKind.message) verifyMessage(data, place);
  if (type === AnswerKind.deferredMessage) {
    verifyMessage(data, { ...place, via: "deferral" });
  }
  if (type === AnswerKind.update) {
    verifyMessage(data, { ...place, existing: sourceOf(core, interaction) });
  }
}

interface Outcome {
  readonly response: InteractionResponse;
  readonly message: Message | null;
}

async function act(
  core: Core,
  channel: Channel,
  interaction: Interaction,
  type: number,
  data: Record<string, unknown>,
  files: readonly UploadedFile[],
): Promise<Outcome> {
  switch (type) {
    case AnswerKind.message:
    case AnswerKind.deferredMessage: {
      const deferred = type === AnswerKind.deferredMessage;
      const ephemeral = (Number(data["flags"] ?? 0) & MessageFlag.ephemeral) !== 0;
      const message = await createMessage(core, {
        channel,
        authorId: core.world.bot.id,
        body: deferred ? {} : data,
        files: deferred ? [] : files,
        type: originalType(interaction),
        ephemeralFor: ephemeral ? interaction.userId : null,
        interaction: markOf(interaction),
        replyTo: interaction.sourceMessageId,
        loading: deferred,
      });
      interaction.originalMessageId = message.id;
      interaction.deferredEphemeral = deferred && ephemeral;
      const kind = deferred ? "deferred" : "message";
      return { response: { kind, message, ephemeral }, message };
    }
    case AnswerKind.update: {
      const source = sourceOf(core, interaction);
      interaction.originalMessageId = source.id;
      const message = await editMessage(core, source, data, files);
      return { response: { kind: "update", message }, message };
    }
    case AnswerKind.deferredUpdate:
      interaction.originalMessageId = interaction.sourceMessageId;
      return { response: { kind: "deferredUpdate" }, message: null };
    case AnswerKind.choices: {
      const choices = (data["choices"] ?? []) as { name: string; value: string | number }[];
      return { response: { kind: "choices", choices }, message: null };
    }
    case AnswerKind.modal:
      return { response: { kind: "modal", modal: structuredClone(data) }, message: null };
    default:
      throw invalidField(["type"], "BASE_TYPE_CHOICES", "Unknown interaction callback type.");
  }
}

function sourceOf(core: Core, interaction: Interaction): Message {
  const id = interaction.sourceMessageId ?? "";
  const source = findMessage(core.world, interaction.channelId, id);
  if (!source) throw apiError("unknownMessage");
  return source;
}

export function markOf(
  interaction: Interaction,
  originalMessageId: string | null = null,
): InteractionMark {
  return {
    id: interaction.id,
    type: interaction.type,
    userId: interaction.userId,
    name: interaction.commandName,
    originalMessageId,
  };
}

// 20: a slash command's answer, 23: a context menu's, 19: a reply to the message pressed on.
function originalType(interaction: Interaction): number {
  if (interaction.type !== InteractionKind.command) {
    return interaction.sourceMessageId ? 19 : 0;
  }
  const data = interaction.payload["data"] as { type?: number } | undefined;
  return data?.type === CommandKind.slash ? 20 : 23;
}
