import type { Generation } from "../../generation/generation.ts";
import { discordFault } from "../errors.ts";
import type { CardMessage, CardRest } from "../rest.ts";

/** A request that is on its way when the token dies is lost: stop using it a little before. */
const TOKEN_MARGIN_MS = 10_000;

/**
 * Edits the card through the interaction's token while that lives, and through the channel after.
 * @throws {DiscordAPIError} where neither way leads to the card
 */
export async function reachCard(
  { card, channelId }: Generation,
  message: CardMessage,
  rest: CardRest,
  now: number,
): Promise<void> {
  if (card.token !== null && now < card.tokenExpiresAt - TOKEN_MARGIN_MS) {
    try {
      await rest.editByToken(card.token, message);
      return;
    } catch (error) {
      if (discordFault(error) !== "tokenDead") throw error;
    }
  }
  if (card.messageId === null) throw new Error("a card without a message cannot be edited");
  await rest.editInChannel(channelId, card.messageId, message);
}
