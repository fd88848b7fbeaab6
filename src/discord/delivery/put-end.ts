import { RetryableError } from "../../generation/errors.ts";
import type { Generation } from "../../generation/generation.ts";
import type { Note } from "../../generation/ports/delivery.ts";
import { renderCard, SETTLED } from "../card/render-card.ts";
import { discordFault } from "../errors.ts";
import { newPlace, nextPlace } from "./next-place.ts";
import type { PutTools } from "./put-videos.ts";
import { putMessage } from "./reach.ts";

/**
 * Shows the end of a generation that has no videos, on its card or wherever it is shown now. With
 * nothing to save, a deleted card ends the matter, and nothing goes to the inbox.
 * @throws {RetryableError} Discord gave no answer
 */
export async function putEnd(generation: Generation, note: Note, tools: PutTools): Promise<void> {
  let current = generation;
  const keep: Note = async (change) => (current = await note(change));
  while (current.place.kind !== "inbox") {
    const message = { components: renderCard(current, SETTLED, tools.clock.now()) };
    try {
      await putMessage(current, message, keep, tools);
      return;
    } catch (error) {
      const fault = discordFault(error);
      const next = nextPlace(current, fault);
      if (next === "later") {
        throw new RetryableError("the last edit of a card got no answer", { cause: error });
      }
      tools.log.info(
        { generationId: current.id, fault, next: next.kind, error },
        "the end of a generation could not be shown in its place",
      );
      if (fault === "cardGone") return;
      await keep({ place: newPlace(next) });
    }
  }
}
