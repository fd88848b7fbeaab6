import { RetryableError } from "../../generation/errors.ts";
import type { Generation } from "../../generation/generation.ts";
import { discordFault } from "../errors.ts";
import type { PutTools } from "./put-videos.ts";

/**
 * Takes a generation out of every channel it was shown in. What is gone already, or closed to us, is
 * gone.
 * @throws {RetryableError} Discord did not say
 */
export async function removeMessages(
  { id, channelId, card, place }: Generation,
  { rests, log }: Pick<PutTools, "rests" | "log">,
): Promise<void> {
  const messages = [
    // A private card is in no channel, and nobody but its owner has it.
    { channelId, messageId: card.ephemeral ? null : card.messageId },
    place,
  ];
  for (const message of messages) {
    if (message.channelId === null || message.messageId === null) continue;
    try {
      await rests.main.remove(message.channelId, message.messageId);
    } catch (error) {
      const fault = discordFault(error);
      if (fault === "noAnswer") {
        throw new RetryableError("a deletion got no answer", { cause: error });
      }
      log.info(
        { generationId: id, fault, error },
        "a message to delete was not there to be deleted",
      );
    }
  }
}
