import type { Judge } from "../generation/ports/review.ts";
import type { Settings } from "./settings.ts";
import type { Standing } from "./standing.ts";

export interface JudgeTools {
  settings: Pick<Settings, "of" | "isReadable">;
  standing: Pick<Standing, "resultsOf" | "countResults">;
}

/** Review modes judge results, not requests: what a moderator has to see before anybody else. */
export function createJudge({ settings, standing }: JudgeTools): Judge {
  return {
    async needsReview({ guildId, memberId }, results) {
      // What cannot be read may have been strict: nothing passes unseen (rule 9).
      if (!settings.isReadable(guildId)) return uuidsOf(results);
      const { mode, first } = settings.of(guildId).review;
      const flagged = results.filter((result) => result.flagged);
      switch (mode) {
        case "none":
          return new Set();
        case "flagged":
          return uuidsOf(flagged);
        case "first-timers": {
          const before = await standing.resultsOf(guildId, memberId);
          return uuidsOf([...results.slice(0, Math.max(0, first - before)), ...flagged]);
        }
        case "all":
          return uuidsOf(results);
      }
    },
    async count({ guildId, memberId, id, videos }) {
      if (videos.length > 0) await standing.countResults(guildId, memberId, id, videos.length);
    },
  };
}

const uuidsOf = (results: readonly { videoUUID: string }[]): Set<string> =>
  new Set(results.map(({ videoUUID }) => videoUUID));
