import { RetryableError } from "../../generation/errors.ts";
import type { Generation } from "../../generation/generation.ts";
import { discordFault } from "../errors.ts";
import type { CardRest } from "../rest.ts";

/**
 * The card's message id, if the answer did reach Discord: by the interaction's token, and after that
 * one's death by a look through the channel, which shows every card that is not private.
 * @throws {RetryableError} Discord did not say
 */
export async function findCard(
  { id, card, channelId }: Generation,
  rest: CardRest,
): Promise<string | null> {
  const { token } = card;
  if (token !== null) {
    const { isDead, found } = await answerOf(() => rest.originalCard(token, id));
    if (!isDead) return found;
  }
  if (card.ephemeral) return null;
  // By the interaction's own id: our clock may have been set back since, or have been wrong.
  return (await answerOf(() => rest.findOwn(channelId, 0, id))).found;
}

/** Any answer but silence is one: what Discord refuses to show, nobody was shown. */
async function answerOf(
  ask: () => Promise<string | null>,
): Promise<{ isDead: boolean; found: string | null }> {
  try {
    return { isDead: false, found: await ask() };
  } catch (error) {
    const fault = discordFault(error);
    if (fault !== "noAnswer") return { isDead: fault === "tokenDead", found: null };
    throw new RetryableError("Discord did not say whether the card is there", { cause: error });
  }
}
