import { RetryableError } from "../../generation/errors.ts";
import type { Generation } from "../../generation/generation.ts";
import { renderCard, SETTLED } from "../card/render-card.ts";
import { discordFault } from "../errors.ts";
import type { CardRests, KeptFile } from "../rest.ts";
import type { PutTools } from "./put-videos.ts";
import { editCard } from "./reach.ts";

/**
 * Changes what is said beside videos that are posted, and leaves them there. Where the message cannot
 * be changed, the words are not worth a new one.
 * @throws {RetryableError} Discord did not say
 */
export async function putWords(generation: Generation, tools: PutTools): Promise<void> {
  try {
    await changeWords(generation, tools);
  } catch (error) {
    const fault = discordFault(error);
    if (fault === "noAnswer") {
      throw new RetryableError("the words of a card got no answer", { cause: error });
    }
    tools.log.info(
      { generationId: generation.id, fault, error },
      "the words beside posted videos could not be changed",
    );
  }
}

/** Throws what Discord says. */
export async function changeWords(
  generation: Generation,
  { rests, clock, forgetToken }: Pick<PutTools, "rests" | "clock" | "forgetToken">,
): Promise<void> {
  const { kind, channelId, messageId } = generation.place;
  if (kind !== "card" && (channelId === null || messageId === null)) return;
  const kept = (await attachmentsOf(generation, rests)).filter(({ filename }) =>
    generation.videos.some(({ posted }) => posted?.fileName === filename),
  );
  const message = { components: renderCard(generation, SETTLED, clock.now()), kept };
  if (kind === "card") await editCard(generation, message, rests.main, clock.now(), forgetToken);
  else if (channelId !== null && messageId !== null) {
    await rests.main.editInChannel(channelId, messageId, message);
  }
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
