import type { Generation } from "../../generation/generation.ts";
import type { Clock } from "../../generation/ports.ts";
import type { Note } from "../../generation/ports/delivery.ts";
import { CardOutOfReachError, discordFault } from "../errors.ts";
import type { CardMessage, CardRest, CardRests } from "../rest.ts";

/** A request that is on its way when the token dies is lost: stop using it a little before. */
const TOKEN_MARGIN_MS = 10_000;
/** Discord remembers a nonce for minutes only; after this a repeat looks for the first one (rule 5). */
const NONCE_REMEMBERED_MS = 2 * 60_000;

/** Takes a token that Discord called dead out of its record (rule 12), soon. */
export type ForgetToken = (generationId: string, token: string) => void;

/**
 * Edits the card through the interaction's token while that lives, and through the channel after.
 * @throws {DiscordAPIError} where neither way leads to the card
 * @throws {CardOutOfReachError} an ephemeral card after its token's end
 */
export async function editCard(
  { id, card, channelId }: Generation,
  message: CardMessage,
  rest: CardRest,
  now: number,
  forgetToken: ForgetToken,
): Promise<void> {
  if (card.token !== null && now < card.tokenExpiresAt - TOKEN_MARGIN_MS) {
    try {
      await rest.editByToken(card.token, message);
      return;
    } catch (error) {
      if (discordFault(error) !== "tokenDead") throw error;
      forgetToken(id, card.token);
    }
  }
  if (card.ephemeral || card.messageId === null) throw new CardOutOfReachError("tokenDead");
  await rest.editInChannel(channelId, card.messageId, message);
}

export interface ReachTools {
  rests: CardRests;
  clock: Clock;
  forgetToken: ForgetToken;
}

/** Puts a message where the generation is shown now. Throws as `editCard` does. */
export function putMessage(
  generation: Generation,
  message: CardMessage,
  note: Note,
  { rests, clock, forgetToken }: ReachTools,
): Promise<void> {
  return generation.place.kind === "card"
    ? editCard(generation, message, rests.main, clock.now(), forgetToken)
    : postAnew(generation, message, rests.main, note, clock.now());
}

/**
 * Posts the generation anew, in its channel or to the member directly, exactly once: the attempt is
 * written down before it is made, carries a nonce, and is looked for before it is repeated late.
 */
async function postAnew(
  generation: Generation,
  message: CardMessage,
  rest: CardRest,
  note: Note,
  now: number,
): Promise<void> {
  const { place } = generation;
  const isDirect = place.kind === "directMessage";
  const channelId =
    place.channelId ??
    (isDirect ? await rest.directChannel(generation.memberId) : generation.channelId);
  let { messageId } = place;
  if (
    messageId === null &&
    place.attemptedAt !== null &&
    // The age of an attempt in the future is not known: the clock was set back.
    (place.attemptedAt > now || now - place.attemptedAt > NONCE_REMEMBERED_MS)
  ) {
    messageId = await rest.findOwn(
      channelId,
      place.attemptedAt > now ? 0 : place.attemptedAt,
      generation.id,
    );
  }
  if (messageId !== null) {
    await rest.editInChannel(channelId, messageId, message);
    return;
  }
  await note({ place: { ...place, channelId, attemptedAt: place.attemptedAt ?? now } });
  const posted = await rest.post(channelId, message, `${generation.id}${isDirect ? "d" : "n"}`);
  await note({
    place: { ...place, channelId, attemptedAt: place.attemptedAt ?? now, messageId: posted },
  });
}
