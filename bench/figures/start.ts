import { mkdtemp } from "node:fs/promises";
import path from "node:path";
import type { Figure } from "../figure.ts";
import { ms, ratio, spreadText } from "../report/words.ts";
import { spreadOf } from "../ground/stats.ts";
import { startSubject, type SubjectName } from "../ground/subjects.ts";
import { openTown } from "../ground/town.ts";

const AIM = 1.3;

export const start: Figure = {
  name: "start",
  title: "Start to gateway ready",
  async run({ quick, workDir, tell }) {
    const rounds = quick ? 2 : 11;
    const town = await openTown({});
    const folder = await mkdtemp(path.join(workDir, "started-"));
    const times: Record<"flipbook" | "reply", number[]> = { flipbook: [], reply: [] };
    const startOnce = async (name: SubjectName): Promise<number> => {
      const subject = await startSubject(name, town, workDir, { folder });
      await subject.stop();
      return subject.readyAt - subject.startedAt;
    };
    try {
      // The first of each makes the store and fills the system's file cache.
      await startOnce("flipbook");
      await startOnce("reply");
      for (let round = 0; round < rounds; round += 1) {
        for (const name of ["flipbook", "reply"] as const) times[name].push(await startOnce(name));
      }
    } finally {
      await town.close();
    }
    const [ours, theirs] = [spreadOf(times.flipbook), spreadOf(times.reply)];
    const ratios = spreadOf(times.flipbook.map((time, index) => time / (times.reply[index] ?? 1)));
    tell(`  ${ms(ours.median)} beside ${ms(theirs.median)}`);
    return {
      rows: [
        {
          figure: "start to gateway ready",
          ours: spreadText(ours, ms),
          rival: spreadText(theirs, ms),
          aim: `≤ ${AIM} ×: ${spreadText(ratios, ratio)}`,
          isMet: ratios.median <= AIM,
        },
      ],
      notes: [
        `From the start of the process to the READY of the local gateway; ${rounds} starts each, in turns, Flipbook with a store that is there already. Both run as plain JavaScript: Flipbook as \`npm run build\` leaves it and an image holds it. (Where sources lie beside the build, it compares them first and starts some milliseconds later.)`,
      ],
      raw: times,
    };
  },
};
