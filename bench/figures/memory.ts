import { setTimeout as sleep } from "node:timers/promises";
import type { Figure, Setting } from "../figure.ts";
import { megabytes, spreadText } from "../report/words.ts";
import { watchPlaying } from "../ground/generations.ts";
import { typeCommands } from "../ground/load.ts";
import { rssBytes, watchPeak } from "../ground/proc.ts";
import { spreadOf } from "../ground/stats.ts";
import { startSubject, type Subject, type SubjectName } from "../ground/subjects.ts";
import { openTown, type Town } from "../ground/town.ts";

const MB = 1e6;
const AIM_IDLE = 40 * MB;
const AIM_PER_THOUSAND = 5 * MB;
const AIM_DELIVERING = 60 * MB;
const SETTLE_MS = 3_000;
/** By then libraries have tidied up after the requests that have been answered. */
const TIDY_MS = 40_000;
/** More than any cache of the bot holds. */
const WARM_UP = 1_000;
const FILE_BYTES = 10 * MB;

interface Sizes {
  rss: number;
  heap: number;
}

export const memory: Figure = {
  name: "memory",
  title: "Memory",
  async run(setting) {
    const [idleRounds, inFlight, deliveries] = setting.quick ? [1, 50, 5] : [3, 2000, 50];
    const idle: Record<"flipbook" | "reply", Sizes[]> = { flipbook: [], reply: [] };
    const town = await openTown({ manual: true });
    let each: Sizes;
    let delivering: Sizes;
    try {
      for (let round = 0; round < idleRounds; round += 1) {
        for (const name of ["flipbook", "reply"] as const) {
          idle[name].push(await measureIdle(name, town, setting));
        }
      }
      each = await measureInFlight(town, setting, inFlight);
      delivering = await measureDeliveries(town, setting, deliveries);
    } finally {
      await town.close();
    }
    const rss = (name: "flipbook" | "reply") => spreadOf(idle[name].map((sizes) => sizes.rss));
    const heap = (name: "flipbook" | "reply") => spreadOf(idle[name].map((sizes) => sizes.heap));
    const more = rss("flipbook").median - rss("reply").median;
    setting.tell(`  idle + ${megabytes(more)}, per 1,000 ${megabytes(each.rss)}`);
    return {
      rows: [
        {
          figure: "memory idle: resident (heap)",
          ours: `${spreadText(rss("flipbook"), megabytes)} (${megabytes(heap("flipbook").median)})`,
          rival: `${spreadText(rss("reply"), megabytes)} (${megabytes(heap("reply").median)})`,
          aim: `+ ≤ 40 MB: ${megabytes(more)}`,
          isMet: more <= AIM_IDLE,
        },
        {
          figure: "memory per 1,000 generations in flight: resident (heap)",
          ours: `${megabytes(each.rss)} (${megabytes(each.heap)})`,
          rival: "–",
          aim: "+ ≤ 5 MB, of heap",
          isMet: each.heap <= AIM_PER_THOUSAND,
        },
        {
          figure: `memory during ${deliveries} deliveries of 10 MB: resident (heap)`,
          ours: `+ ${megabytes(delivering.rss)} (${megabytes(delivering.heap)})`,
          rival: "–",
          aim: "+ ≤ 60 MB at the peak",
          isMet: delivering.rss <= AIM_DELIVERING,
        },
      ],
      notes: [
        `Resident memory is Rss of /proc/PID/smaps_rollup, the heap what V8 has in use after two collections. Idle: ${SETTLE_MS / 1000} s after the gateway was ready.`,
        `Per 1,000: what ${inFlight} generations that are rendering added to a thousand before them, by thousand, ${TIDY_MS / 1000} s after the last of them (discord.js keeps a line for each token half a minute); resident memory also holds what V8 has not given back, so the aim is held against the heap.`,
        `Deliveries: ${deliveries} tasks become ready in the same moment, each with a file of 10 MB; the peak of the resident memory, looked at every 20 ms, over what it was before.`,
      ],
      raw: { idle, each, delivering },
    };
  },
};

async function sizesOf(subject: Subject): Promise<Sizes> {
  const { heapBytes } = await subject.heap();
  return { rss: await rssBytes(subject.pid), heap: heapBytes };
}

async function measureIdle(name: SubjectName, town: Town, { workDir }: Setting): Promise<Sizes> {
  const subject = await startSubject(name, town, workDir);
  await sleep(SETTLE_MS);
  const sizes = await sizesOf(subject);
  await subject.leave();
  return sizes;
}

const startWide = (town: Town, { workDir }: Setting): Promise<Subject> =>
  startSubject("flipbook", town, workDir, { env: { RUNWARE_CONCURRENCY: "10000" } });

async function measureInFlight(town: Town, setting: Setting, count: number): Promise<Sizes> {
  const { quick } = setting;
  const bot = await startWide(town, setting);
  // What is loaded at first use, and caches that are full by then, are no cost of the thousandth.
  await typeCommands(town, { perSecond: 80, count: quick ? 50 : WARM_UP });
  await sleep(quick ? SETTLE_MS : TIDY_MS);
  const before = await sizesOf(bot);
  await typeCommands(town, { perSecond: 80, count });
  await sleep(quick ? SETTLE_MS : TIDY_MS);
  const after = await sizesOf(bot);
  await bot.leave();
  const each = (which: keyof Sizes): number => ((after[which] - before[which]) / count) * 1000;
  return { rss: each("rss"), heap: each("heap") };
}

async function measureDeliveries(town: Town, setting: Setting, count: number): Promise<Sizes> {
  const { runware, discord } = town;
  const bot = await startWide(town, setting);
  runware.resultBytes(FILE_BYTES, "padding");
  // One delivery loads what deliveries need.
  const first = watchPlaying(discord, 1);
  await askUntilRendering(town, 1);
  await runware.release();
  await Promise.race([first, bot.failed]);
  runware.hold();

  const all = watchPlaying(discord, count);
  await askUntilRendering(town, count);
  await sleep(SETTLE_MS);
  const before = await sizesOf(bot);
  const peak = watchPeak(bot.pid);
  await runware.release();
  await Promise.race([all, bot.failed]);
  const rss = (await peak.end()) - before.rss;
  const { heapBytes } = await bot.heap();
  runware.hold();
  runware.resultBytes(0);
  await bot.leave();
  return { rss, heap: heapBytes - before.heap };
}

async function askUntilRendering(town: Town, count: number): Promise<void> {
  const { runware } = town;
  const known = runware.tasks.length;
  await typeCommands(town, { perSecond: 50, count });
  await runware.waitForTask(() => runware.tasks.length >= known + count);
}
