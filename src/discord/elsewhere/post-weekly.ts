import { RetryableError } from "../../generation/errors.ts";
import type { Generation } from "../../generation/generation.ts";
import type { Clock, Log } from "../../generation/ports.ts";
import type { WeeklyTools } from "../../sharing/showcase/weekly.ts";
import { discordFault } from "../errors.ts";
import type { CardRest } from "../rest.ts";
import { renderWeekly, WEEKLY_ACTION, type Ranked } from "./render-weekly.ts";

/** Discord remembers a nonce for minutes only; after this a repeat looks for the first one (rule 5). */
const NONCE_REMEMBERED_MS = 2 * 60_000;

/** Posts the best of a week into a guild's showcase, once. */
export function createPostWeekly(tools: {
  rest: Pick<CardRest, "post" | "findOwn">;
  find: (id: string) => Promise<Generation | undefined>;
  countOf: (generation: Generation) => Promise<number>;
  clock: Pick<Clock, "now">;
  log: Pick<Log, "warn">;
}): WeeklyTools["post"] {
  const { rest, find, countOf, clock, log } = tools;
  return async ({ guildId, channelId, monday, attemptedAt, best }) => {
    const ranked: Ranked[] = [];
    for (const id of best) {
      const generation = await find(id);
      if (generation !== undefined && generation.deleted === null) {
        ranked.push({ generation, count: await countOf(generation) });
      }
    }
    try {
      const ageMs = attemptedAt === null ? 0 : clock.now() - attemptedAt;
      // Of an attempt in the future the age is not known: the clock was set back.
      if (attemptedAt !== null && (ageMs < 0 || ageMs > NONCE_REMEMBERED_MS)) {
        const since = ageMs < 0 ? 0 : attemptedAt;
        const there = await rest.findOwn(channelId, since, guildId, WEEKLY_ACTION);
        if (there !== null) return { messageId: there };
      }
      // Deleted since, all of them.
      if (ranked.length === 0) return "closed";
      const components = renderWeekly(ranked, { guildId, monday });
      const nonce = `${guildId}w${monday.slice(5).replace("-", "")}`;
      return { messageId: await rest.post(channelId, { components }, nonce) };
    } catch (error) {
      const fault = discordFault(error);
      if (fault === "noAnswer") {
        throw new RetryableError("the post of the week got no answer", { cause: error });
      }
      log.warn({ guildId, channelId, fault, error }, "the showcase takes no post of the week");
      return "closed";
    }
  };
}
