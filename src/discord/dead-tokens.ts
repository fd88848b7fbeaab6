import { CardOutOfReachError, discordFault } from "./errors.ts";

/**
 * Tokens that Discord said are dead. Asking with one again is refused again, and 10,000 refused
 * requests in ten minutes ban the address.
 */
export interface DeadTokens {
  has(token: string): boolean;
  /** Runs `request` unless the token is known to be dead. @throws {CardOutOfReachError} it is */
  use<T>(token: string, request: () => Promise<T>): Promise<T>;
}

/** More than there are cards whose token died early, few enough to be nothing in memory. */
const REMEMBERED = 1000;

export function createDeadTokens(): DeadTokens {
  const dead = new Set<string>();
  return {
    has: (token) => dead.has(token),
    async use(token, request) {
      if (dead.has(token)) throw new CardOutOfReachError("tokenDead");
      try {
        return await request();
      } catch (error) {
        if (discordFault(error) === "tokenDead") {
          dead.add(token);
          const [oldest] = dead;
          if (dead.size > REMEMBERED && oldest !== undefined) dead.delete(oldest);
        }
        throw error;
      }
    },
  };
}
