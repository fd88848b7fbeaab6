import type { Figure, Outcome, Row, Setting } from "../figure.ts";
import { ms, ratio, spreadText } from "../report/words.ts";
import { typeCommands } from "../ground/load.ts";
import { quantile, spreadOf } from "../ground/stats.ts";
import { startSubject, SUBJECT_TITLES, SUBJECTS, type SubjectName } from "../ground/subjects.ts";
import { openTown, type Town } from "../ground/town.ts";

interface Round {
  subject: SubjectName;
  perSecond: number;
  p50: number;
  p99: number;
  lapsed: number;
}

/** So long at the lowest rate that its p99 is not the one slowest of some sixty. */
const FULL = { rounds: 3, rates: { 10: 15, 100: 6, 300: 4 }, warmUp: 300 };
const QUICK = { rounds: 1, rates: { 10: 1, 100: 1, 300: 1 }, warmUp: 30 };

/** p99 of ours over p99 of theirs, at most. */
const AIMS: Partial<Record<SubjectName, number>> = { durable: 1.25, reply: 3 };

export const firstResponse: Figure = {
  name: "first-response",
  title: "First response",
  async run(setting) {
    const plan = setting.quick ? QUICK : FULL;
    const town = await openTown({ renderMs: () => 60_000 });
    const rounds: Round[] = [];
    try {
      for (let round = 0; round < plan.rounds; round += 1) {
        // Whoever comes first meets the coldest machine: everybody in turn.
        const order = SUBJECTS.map((_, index) => SUBJECTS[(index + round) % SUBJECTS.length]);
        for (const subject of order) {
          if (subject === undefined) continue;
          rounds.push(...(await measure(subject, town, plan, setting)));
        }
      }
    } finally {
      await town.close();
    }
    return outcomeOf(rounds, plan);
  },
};

async function measure(
  name: SubjectName,
  town: Town,
  { rates, warmUp }: typeof FULL,
  { workDir, tell }: Setting,
): Promise<Round[]> {
  const subject = await startSubject(name, town, workDir);
  const rounds: Round[] = [];
  try {
    await typeCommands(town, { perSecond: 100, count: warmUp });
    for (const [rate, seconds] of Object.entries(rates)) {
      const perSecond = Number(rate);
      const { latenciesMs, lapsed } = await typeCommands(town, {
        perSecond,
        count: perSecond * seconds,
      });
      const [p50, p99] = [quantile(latenciesMs, 0.5), quantile(latenciesMs, 0.99)];
      rounds.push({ subject: name, perSecond, p50, p99, lapsed });
      tell(
        `  ${SUBJECT_TITLES[name]}, ${rate}/s: p50 ${ms(p50)}, p99 ${ms(p99)}, lapsed ${lapsed}`,
      );
    }
  } finally {
    await subject.leave();
  }
  return rounds;
}

function outcomeOf(rounds: readonly Round[], { rates }: typeof FULL): Outcome {
  const of = (subject: SubjectName, perSecond: number, which: "p50" | "p99") =>
    spreadOf(
      rounds
        .filter((round) => round.subject === subject && round.perSecond === perSecond)
        .map((round) => round[which]),
    );
  const rows: Row[] = [];
  for (const rate of Object.keys(rates).map(Number)) {
    for (const rival of SUBJECTS) {
      const aim = AIMS[rival];
      if (aim === undefined) continue;
      const [ours, theirs] = [of("flipbook", rate, "p99"), of(rival, rate, "p99")];
      const times = ours.median / theirs.median;
      rows.push({
        figure: `first response at ${rate} commands/s, p50 / p99 (${SUBJECT_TITLES[rival]})`,
        ours: `${spreadText(of("flipbook", rate, "p50"), ms)} / ${spreadText(ours, ms)}`,
        rival: `${spreadText(of(rival, rate, "p50"), ms)} / ${spreadText(theirs, ms)}`,
        aim: `p99 ≤ ${aim} ×: ${ratio(times)}`,
        isMet: times <= aim,
      });
    }
  }
  const lapsed = rounds.reduce((sum, round) => sum + round.lapsed, 0);
  return {
    rows,
    notes: [
      "From the dispatch of the interaction to the arrival of the whole response, as the local Discord sees it. Commands come at random gaps, the same for everybody, and do not wait for the bot.",
      `A new process and a new store for each subject and round, warmed up first; the order changes from round to round. Commands without a response within 3 s: ${lapsed}.`,
    ],
    raw: rounds,
  };
}
