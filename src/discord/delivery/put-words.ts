import { RetryableError } from "../../generation/errors.ts";
import type { Generation } from "../../generation/generation.ts";
import { renderCard, SETTLED } from "../card/render-card.ts";
import { discordFault } from "../errors.ts";
import type { CardRests, KeptFile } from "../rest.ts";
import type { PutTools } from "./put-videos.ts";
import { editCard } from "./reach.ts";

/**
 * Changes what a message shows beside its videos, and leaves those there. False where Discord lets it
 * not be changed.
 * @throws {RetryableError} Discord did not say
 */
export async function putWords(generation: Generation, tools: PutTools): Promise<boolean> {
  try {
    return await changeWords(generation, tools);
  } catch (error) {
    const fault = discordFault(error);
    if (fault === "noAnswer") {
      throw new RetryableError("the words of a card got no answer", { cause: error });
    }
    tools.log.info(
      { generationId: generation.id, fault, error },
      "the words beside posted videos could not be changed",
    );
    return false;
  }
}

async function changeWords(
  generation: Generation,
  { rests, clock, factsOf, forgetToken }: PutTools,
): Promise<boolean> {
  const { kind, channelId, messageId } = generation.place;
  const elsewhere = channelId === null || messageId === null ? null : { channelId, messageId };
  if (kind !== "card" && elsewhere === null) return false;
  const kept = await attachmentsOf(generation, rests);
  const facts = await factsOf(generation);
  const components = renderCard(generation, SETTLED, clock.now(), undefined, facts);
  const message = { components, kept };
  if (elsewhere === null || kind === "card") {
    await editCard(generation, message, rests.main, clock.now(), forgetToken);
  } else {
    await rests.main.editInChannel(elsewhere.channelId, elsewhere.messageId, message);
  }
  return true;
}

async function attachmentsOf(
  generation: Generation,
  { main }: CardRests,
): Promise<readonly KeptFile[]> {
  const { kind, channelId, messageId } = generation.place;
  return kind === "card" || channelId === null || messageId === null
    ? main.cardAttachments(generation)
    : main.attachments(channelId, messageId);
}
