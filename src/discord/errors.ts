import { DiscordAPIError, HTTPError, RateLimitError } from "discord.js";

/** What an answer of Discord's means for the card; each leads to a next step (rule 4). */
export type DiscordFault =
  /** The file is over a limit that only now showed: the next rung of the ladder. */
  | "tooLarge"
  /** The interaction token is dead: the card goes on through the channel. */
  | "tokenDead"
  /** Nobody can answer this interaction any more. */
  | "unanswerable"
  /** Somebody answered this interaction: perhaps we did. */
  | "alreadyAnswered"
  /** The card was deleted: a moderator's decision, never undone by us. */
  | "cardGone"
  /** The channel is gone, closed to us, or the thread archived. */
  | "channelClosed"
  /** Too many edits of an old message: only a new one will do. */
  | "tooManyEdits"
  /** The member takes no direct messages. */
  | "membersDoorClosed"
  /** Discord refused what we sent: a fault of ours. */
  | "refused"
  /** No usable answer: the same may work later, and may have worked already. */
  | "noAnswer";

/** Codes: Discord's documentation, "JSON error codes". */
const BY_CODE = new Map<number | string, DiscordFault>([
  [40005, "tooLarge"],
  [50045, "tooLarge"],
  [50027, "tokenDead"],
  [10015, "tokenDead"],
  [10062, "unanswerable"],
  [40060, "alreadyAnswered"],
  [10008, "cardGone"],
  [10003, "channelClosed"],
  [10004, "channelClosed"],
  [50001, "channelClosed"],
  [50013, "channelClosed"],
  [50083, "channelClosed"],
  [160005, "channelClosed"],
  [30046, "tooManyEdits"],
  [50007, "membersDoorClosed"],
  [50278, "membersDoorClosed"],
  [20026, "membersDoorClosed"],
]);

/** We know without asking that a way to the card is closed. */
export class CardOutOfReachError extends Error {
  override readonly name = "CardOutOfReachError";
  readonly fault: DiscordFault;

  constructor(fault: DiscordFault) {
    super(`the card is out of reach: ${fault}`);
    this.fault = fault;
  }
}

export function discordFault(error: unknown): DiscordFault {
  if (error instanceof CardOutOfReachError) return error.fault;
  if (error instanceof DiscordAPIError) {
    const fault = BY_CODE.get(error.code);
    if (fault !== undefined) return fault;
    if (error.status === 413) return "tooLarge";
    if (error.status === 429 || error.status >= 500) return "noAnswer";
    return "refused";
  }
  if (error instanceof HTTPError) return error.status === 413 ? "tooLarge" : "noAnswer";
  if (error instanceof RateLimitError) {
    // Only limits of minutes and more get here. An edit has one such: that of old messages (30046),
    // whose code discord.js does not pass on.
    return error.method === "PATCH" && error.route.startsWith("/channels/")
      ? "tooManyEdits"
      : "noAnswer";
  }
  // Whatever else a request throws is a socket's or an abort's error: no answer.
  return "noAnswer";
}

/** A way to Discord that broke; whoever else is asked over a network has errors of their own. */
const BROKEN_LINE: ReadonlySet<unknown> = new Set([
  "ECONNREFUSED",
  "ECONNRESET",
  "EAI_AGAIN",
  "ENOTFOUND",
  "EPIPE",
  "ETIMEDOUT",
  "UND_ERR_BODY_TIMEOUT",
  "UND_ERR_CONNECT_TIMEOUT",
  "UND_ERR_HEADERS_TIMEOUT",
  "UND_ERR_SOCKET",
]);
const UNTAKEN: readonly DiscordFault[] = [
  "tokenDead",
  "unanswerable",
  "alreadyAnswered",
  "noAnswer",
];

/**
 * Whether Discord took no answer to an interaction, or gave none itself: nothing that the bot did
 * wrong. Undefined for every other error.
 */
export function untakenAnswer(error: unknown): DiscordFault | undefined {
  if (error instanceof DiscordAPIError) {
    const fault = discordFault(error);
    return UNTAKEN.includes(fault) ? fault : undefined;
  }
  if (error instanceof HTTPError || error instanceof RateLimitError) return discordFault(error);
  if (!(error instanceof Error)) return undefined;
  const isBroken = error.name === "AbortError" || ("code" in error && BROKEN_LINE.has(error.code));
  return isBroken ? "noAnswer" : undefined;
}
