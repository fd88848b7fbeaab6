import type { Figure } from "../figure.ts";
import { digits } from "../report/words.ts";
import { countRequests, watchPlaying } from "../ground/generations.ts";
import { typeCommands } from "../ground/load.ts";
import { median } from "../ground/stats.ts";
import { startSubject } from "../ground/subjects.ts";
import { openTown } from "../ground/town.ts";

const MOST_EDITS_A_MINUTE = 12;
/** The answer, and the edit with the video. */
const LEAST = 2;

export const requests: Figure = {
  name: "requests",
  title: "Requests to Discord for each generation",
  async run({ quick, workDir, tell }) {
    const [generations, renderMs] = quick ? [3, 6_000] : [20, 45_000];
    const town = await openTown({ renderMs: () => renderMs });
    const env = { RUNWARE_CONCURRENCY: "100" };
    const bot = await startSubject("flipbook", town, workDir, { env });
    const counted = countRequests(town.discord);
    try {
      const playing = watchPlaying(town.discord, generations);
      const startedAt = performance.now();
      await typeCommands(town, { perSecond: 20, count: generations });
      await Promise.race([playing, bot.failed]);
      const minutes = (performance.now() - startedAt) / 60_000;
      const counts = [...counted.ofEach.values()].map(({ answers, edits }) => answers + edits);
      const most = Math.max(...counts);
      const progressAMinute = (most - LEAST) / minutes;
      tell(`  ${median(counts)} each, ${most} at most, ${counted.others} beside`);
      return {
        rows: [
          {
            figure: `requests to Discord for each generation of ${digits(renderMs / 1000)} s`,
            ours: `${median(counts)} (at most ${most})`,
            rival: `${LEAST}: one response, one final edit`,
            aim: `${LEAST} + progress edits, ≤ ${MOST_EDITS_A_MINUTE} a minute: ${digits(progressAMinute)} a minute`,
            isMet: progressAMinute <= MOST_EDITS_A_MINUTE,
          },
        ],
        notes: [
          `${generations} generations at once, by the real clock. Requests that belonged to none of them: ${counted.others}.`,
        ],
        raw: counts,
      };
    } finally {
      counted.end();
      await bot.leave();
      await town.close();
    }
  },
};
