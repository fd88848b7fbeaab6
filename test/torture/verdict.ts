import type { Bot } from "./bot.ts";
import {
  countEntry,
  isOutOfSight,
  isSeenTwice,
  type Finding,
  WRONGS,
  type Wrong,
} from "./count-entry.ts";
import type { Plan } from "./plan.ts";
import { readRecords, type Written } from "./records.ts";
import type { RefusedRequests, Scene } from "./scene.ts";

export interface Verdict {
  readonly plan: Plan;
  readonly killed: ReadonlyMap<string, number>;
  readonly asked: number;
  readonly answered: number;
  /** Nobody answered in time: the bot was down, or Discord failed. */
  readonly unanswered: number;
  /** Answered with a sentence: a permission is missing, for example. */
  readonly refused: number;
  readonly charged: number;
  /** Ended without a video, with no card left and no door to the member. */
  readonly outOfSight: number;
  /** Delivered a second time, since the first answer was lost and nobody could look. */
  readonly seenTwice: number;
  readonly wrongs: Readonly<Record<Wrong, number>>;
  readonly findings: readonly Finding[];
  readonly violations: number;
  readonly refusedRequests: RefusedRequests;
  readonly crashes: readonly string[];
  readonly unreadable: number;
  readonly isQuiet: boolean;
  readonly stopped: { code: number | null; ms: number };
  readonly startMs: readonly number[];
  readonly errors: ReadonlyMap<string, number>;
  readonly states: ReadonlyMap<string, number>;
  /** Nothing at all is wrong. */
  readonly isClean: boolean;
}

/**
 * Of all requests, fewer than this may be refused a second time. Each door that the plan closes (a
 * token that dies, a member who takes no messages) has to refuse once: that is how it is found out.
 */
const REFUSED_SHARE = 0.01;

export async function judge(run: {
  plan: Plan;
  scene: Scene;
  bot: Bot;
  killed: ReadonlyMap<string, number>;
  isQuiet: boolean;
  stopped: { code: number | null; ms: number };
}): Promise<Verdict> {
  const { plan, scene, bot, killed, isQuiet, stopped } = run;
  const written = await readRecords(scene);
  const tasks = new Map(scene.runware.tasks.map((task) => [task.taskUUID, task]));
  const entries = [...scene.book.entries.values()];
  const findings = [
    ...entries.flatMap((entry) => countEntry(entry, written, tasks, scene.tokenDeaths)),
    ...strayTasks(scene, written),
  ];
  const count = (wrong: Wrong): number => findings.filter((one) => one.wrong === wrong).length;
  const wrongs = Object.fromEntries(WRONGS.map((wrong) => [wrong, count(wrong)])) as Record<
    Wrong,
    number
  >;
  const violations = scene.discord.wire.violations.length;
  const { refusedRequests } = scene;
  const isClean =
    findings.length === 0 &&
    violations === 0 &&
    bot.crashes.length === 0 &&
    written.unreadable.length === 0 &&
    isQuiet &&
    stopped.code === 0 &&
    refusedRequests.again <= REFUSED_SHARE * refusedRequests.of;
  return {
    plan,
    killed,
    asked: entries.length,
    answered: entries.filter(({ state }) => state === "answered").length,
    unanswered: entries.filter(({ state }) => state === "lapsed" || state === "asked").length,
    refused: entries.filter(({ state }) => state === "refused").length,
    charged: scene.runware.charges.size,
    outOfSight: entries.filter((entry) => {
      const record = written.archive.get(entry.id);
      return (
        entry.state === "answered" &&
        record !== undefined &&
        isOutOfSight(entry, record, scene.tokenDeaths)
      );
    }).length,
    seenTwice: entries.filter((entry) => {
      const record = written.archive.get(entry.id);
      return record !== undefined && isSeenTwice(entry, record, scene.tokenDeaths);
    }).length,
    wrongs,
    findings,
    violations,
    refusedRequests,
    crashes: bot.crashes,
    unreadable: written.unreadable.length,
    isQuiet,
    stopped,
    startMs: bot.startMs,
    errors: bot.errors,
    states: tally(
      [...written.archive.values(), ...written.reviewing.values()].map(
        ({ state, place }) => `${state} (${place.kind})`,
      ),
    ),
    isClean,
  };
}

/** A task is a generation's own, or somebody paid twice. */
function strayTasks({ runware }: Scene, { archive, reviewing, unfinished }: Written): Finding[] {
  const owners = new Map<string, string[]>();
  for (const { id, taskUUID } of [
    ...archive.values(),
    ...reviewing.values(),
    ...unfinished.values(),
  ]) {
    owners.set(taskUUID, [...new Set([...(owners.get(taskUUID) ?? []), id])]);
  }
  return runware.tasks.flatMap(({ taskUUID }): Finding[] => {
    const count = owners.get(taskUUID)?.length ?? 0;
    if (count === 1) return [];
    return [{ wrong: "doubled charges", id: taskUUID, why: `a task of ${count} generations` }];
  });
}

function tally(names: readonly string[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const name of names) counts.set(name, (counts.get(name) ?? 0) + 1);
  return counts;
}
