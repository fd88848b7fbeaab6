import { setTimeout as sleep } from "node:timers/promises";
import type { RequestEntry } from "../../playground/runware/options.ts";
import type { Figure, Setting } from "../figure.ts";
import { digits, ms, seconds } from "../report/words.ts";
import { typeCommands } from "../ground/load.ts";
import { cpuMs } from "../ground/proc.ts";
import { quantile } from "../ground/stats.ts";
import { startSubject, type Subject } from "../ground/subjects.ts";
import { openTown, type Town } from "../ground/town.ts";

const HOUR_MS = 3_600_000;
const SETTLE_MS = 5_000;
const AIM_P99_MS = 100;
const AIM_CPU = 0.6;
const AIM_RESTART_MS = 3_000;

/** Everything is rendering, and nothing of it ends meanwhile. */
const ENV = { RUNWARE_CONCURRENCY: "10000", DEADLINE_MINUTES: "600" };

export const inFlight: Figure = {
  name: "in-flight",
  title: "10,000 generations in flight",
  async run(setting) {
    const [count, perSecond, steadyS] = setting.quick ? [200, 60, 3] : [10_000, 100, 30];
    const town = await openTown({ renderMs: () => HOUR_MS });
    let bot = await startSubject("flipbook", town, setting.workDir, { env: ENV });
    try {
      await typeCommands(town, { perSecond, count });
      await town.runware.waitForTask(() => town.runware.tasks.length >= count);
      await sleep(SETTLE_MS);
      const steady = await measureSteady(town, bot, steadyS);
      await bot.kill();
      const restart = await measureRestart(town, bot.folder, setting, town.runware.tasks.length);
      ({ bot } = restart);
      setting.tell(`  p99 ${ms(steady.p99)}, CPU ${digits(steady.cpu * 100)} %`);
      setting.tell(`  polling again after ${ms(restart.first)}, all asked ${ms(restart.all)}`);
      const number = count.toLocaleString("en");
      return {
        rows: [
          {
            figure: `${number} in flight: first response p50 / p99`,
            ours: `${ms(steady.p50)} / ${ms(steady.p99)}`,
            rival: "–",
            aim: "p99 ≤ 100 ms",
            isMet: steady.p99 <= AIM_P99_MS,
          },
          {
            figure: `${number} in flight: CPU`,
            ours: `${digits(steady.cpu * 100)} % of a core`,
            rival: "–",
            aim: "< 60 % of a core",
            isMet: steady.cpu < AIM_CPU,
          },
          {
            figure: `restart with ${number} in flight: until polling again (all asked)`,
            ours: `${seconds(restart.first)} (${seconds(restart.all)})`,
            rival: "–",
            aim: "≤ 3 s",
            isMet: restart.first <= AIM_RESTART_MS,
          },
        ],
        notes: [
          `${number} real commands, each answered, written down and handed to the local Runware, all of them rendering (RUNWARE_CONCURRENCY=10000). Then 10 commands a second for ${steadyS} s, while the bot polls for all of them; CPU is the process's own, over all threads.`,
          "Then SIGKILL and a start with the same store: from the start of the process to the first poll that reaches the local Runware, and to the moment at which it was asked about every task.",
        ],
        raw: { steady, first: restart.first, all: restart.all },
      };
    } finally {
      await bot.leave();
      await town.close();
    }
  },
};

async function measureSteady(town: Town, bot: Subject, lengthS: number) {
  const cpuBefore = await cpuMs(bot.pid);
  const startedAt = performance.now();
  const { latenciesMs } = await typeCommands(town, { perSecond: 10, count: 10 * lengthS });
  const cpu = ((await cpuMs(bot.pid)) - cpuBefore) / (performance.now() - startedAt);
  return { p50: quantile(latenciesMs, 0.5), p99: quantile(latenciesMs, 0.99), cpu };
}

async function measureRestart(
  town: Town,
  folder: string,
  { workDir }: Setting,
  count: number,
): Promise<{ bot: Subject; first: number; all: number }> {
  const { events } = town.runware;
  const askedAbout = new Set<unknown>();
  let firstAt = 0;
  let look: (entry: RequestEntry) => void = () => {};
  const everything = new Promise<number>((resolve) => {
    look = ({ tasks }) => {
      const polled = tasks.filter(({ taskType }) => taskType === "getResponse");
      if (polled.length > 0) firstAt ||= performance.now();
      for (const { taskUUID } of polled) askedAbout.add(taskUUID);
      if (askedAbout.size >= count) resolve(performance.now());
    };
  });
  events.on("request", look);
  const bot = await startSubject("flipbook", town, workDir, { env: ENV, folder });
  const allAt = await Promise.race([everything, bot.failed]);
  events.off("request", look);
  return { bot, first: firstAt - bot.startedAt, all: allAt - bot.startedAt };
}
