import type { Judge } from "../generation/ports.ts";
import type { Settings } from "./settings.ts";

export interface JudgeTools {
  settings: Pick<Settings, "of" | "isReadable">;
  /** Finished results of a member in a guild, before the ones in question. */
  resultsSoFar: (guildId: string, memberId: string) => Promise<number>;
}

/** Review modes judge results, not requests: what a moderator has to see before anybody else. */
export function createJudge({ settings, resultsSoFar }: JudgeTools): Judge {
  return {
    async needsReview({ guildId, memberId }, results) {
      const all = new Set(results.map(({ videoUUID }) => videoUUID));
      // What cannot be read may have been strict: nothing passes unseen (rule 9).
      if (!settings.isReadable(guildId)) return all;
      const { mode, first } = settings.of(guildId).review;
      const flagged = results.filter((result) => result.flagged);
      switch (mode) {
        case "none":
          return new Set();
        case "flagged":
          return uuidsOf(flagged);
        case "first-timers": {
          const left = Math.max(0, first - (await resultsSoFar(guildId, memberId)));
          return uuidsOf([...results.slice(0, left), ...flagged]);
        }
        case "all":
          return all;
      }
    },
  };
}

const uuidsOf = (results: readonly { videoUUID: string }[]): Set<string> =>
  new Set(results.map(({ videoUUID }) => videoUUID));
