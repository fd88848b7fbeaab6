import { NoAnswer, type Answer as Given, type Use } from "../../discord/actor/use.ts";
import type { Answer, OpenModal } from "../../web/api.ts";

/** Waits for what the bot answers; an answer that does not come is one as well. */
export async function answerTo(use: Use): Promise<Answer> {
  try {
    return shown(await use.response());
  } catch (error) {
    if (!(error instanceof NoAnswer)) throw error;
    return { kind: "noAnswer", text: "The application did not respond" };
  }
}

function shown(given: Given): Answer {
  switch (given.kind) {
    case "message":
    case "deferred":
    case "update": {
      const { id, channel_id: channelId } = given.message;
      const kind = given.kind === "deferred" ? "thinking" : given.kind;
      return { kind, channelId, messageId: id };
    }
    case "modal": {
      const { interactionId, data } = given.modal;
      // Held against Discord's rules for forms when the bot sent it.
      return {
        kind: "modal",
        modal: { ...(data as Omit<OpenModal, "interactionId">), interactionId },
      };
    }
    case "choices":
    case "deferredUpdate":
      return { kind: "quiet" };
    default:
      return given satisfies never;
  }
}
