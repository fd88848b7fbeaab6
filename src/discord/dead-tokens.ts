import { DiscordAPIError } from "discord.js";
import { CardOutOfReachError } from "./errors.ts";

/** Interaction tokens that Discord has called dead: each further try would be a refused request. */
export interface DeadTokens {
  has(token: string): boolean;
  /**
   * Does something with a token, or does not even try where that is dead.
   * @throws {CardOutOfReachError} the token was dead before
   */
  use<T>(token: string, act: () => Promise<T>): Promise<T>;
}

/** Discord's documentation, "JSON error codes": invalid webhook token provided. */
const INVALID_TOKEN = 50027;
/** Tokens die by our own clock as well; only those that died sooner are ever in here. */
const REMEMBERED = 1000;

export function createDeadTokens(): DeadTokens {
  const dead = new Set<string>();

  function remember(token: string): void {
    dead.add(token);
    const [oldest] = dead;
    if (dead.size > REMEMBERED && oldest !== undefined) dead.delete(oldest);
  }

  return {
    has: (token) => dead.has(token),
    async use(token, act) {
      if (dead.has(token)) throw new CardOutOfReachError("tokenDead");
      try {
        return await act();
      } catch (error) {
        if (error instanceof DiscordAPIError && error.code === INVALID_TOKEN) remember(token);
        throw error;
      }
    },
  };
}
