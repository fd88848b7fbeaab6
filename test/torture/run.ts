import { setTimeout as sleep } from "node:timers/promises";
import path from "node:path";
import { actOnCards, ask } from "./ask.ts";
import { type Bot, createBot } from "./bot.ts";
import { happen } from "./events.ts";
import { order } from "./faults.ts";
import { type CyclePlan, type Kill, makePlan } from "./plan.ts";
import { untilQuiet } from "./quiet.ts";
import { createRandom } from "./random.ts";
import { type Scene, setScene } from "./scene.ts";
import { stepOf } from "./steps.ts";
import { until } from "./until.ts";
import { judge, type Verdict } from "./verdict.ts";

export interface TortureOptions {
  seed: number;
  generations: number;
  kills: number;
  /** For the store, the spool and the bot's log; whoever made it removes it. */
  folder: string;
  /** Told how far it is. */
  tell?: (line: string) => void;
}

/** A step that does not come up within this is replaced by a kill at no step in particular. */
const STEP_PATIENCE_MS = 7000;
/** More than this on the way at once, and the bot is given time before it is killed again. */
const MOST_IN_FLIGHT = 60;
const CATCH_UP_MS = 15_000;
/** Orders that were not met are called off after so many cycles. */
const ORDERS_LIVE = 3;

/** Runs the plan of a seed against the real bot and counts what came of it. */
export async function torture(options: TortureOptions): Promise<Verdict> {
  const { seed, generations, kills, folder, tell = () => {} } = options;
  const plan = makePlan(seed, generations, kills);
  const scene = await setScene(folder);
  const bot = createBot(scene.env, path.join(folder, "bot.log"));
  const killed = new Map<string, number>();
  const startedAt = performance.now();
  try {
    actOnCards(scene);
    bot.spawn();
    await bot.ready();
    const undo: { cycle: number; call: () => void }[] = [];
    for (const [cycle, planned] of plan.cycles.entries()) {
      for (const old of undo.filter((entry) => entry.cycle <= cycle - ORDERS_LIVE)) old.call();
      const at = await runCycle(scene, bot, planned, seed + cycle, (call) =>
        undo.push({ cycle, call }),
      );
      killed.set(at, (killed.get(at) ?? 0) + 1);
      if ((cycle + 1) % 10 === 0) {
        tell(
          `${cycle + 1} of ${kills} kills, ${scene.book.entries.size} requests, ` +
            `${scene.book.inFlight().length} on the way, ${seconds(startedAt)} s`,
        );
      }
    }
    for (const { call } of undo) call();
    scene.discord.faults.clear();
    scene.runware.faults.clear();
    tell(`every kill is done after ${seconds(startedAt)} s; waiting until all is quiet`);
    const isQuiet = await untilQuiet(scene, bot);
    const stopped = await bot.stop();
    return await judge({ plan, scene, bot, killed, isQuiet, stopped });
  } finally {
    await bot.kill();
    await scene.close();
  }
}

/** From one start of the bot to the next; resolves with where it was killed. */
async function runCycle(
  scene: Scene,
  bot: Bot,
  planned: CyclePlan,
  seed: number,
  onUndo: (call: () => void) => void,
): Promise<string> {
  const random = createRandom(seed);
  for (const name of planned.faults) onUndo(order(name, scene));
  if (scene.book.inFlight().length > MOST_IN_FLIGHT) {
    await until(() => scene.book.inFlight().length <= MOST_IN_FLIGHT / 2, CATCH_UP_MS);
  }
  const waiting = waitFor(planned.kill, scene, bot);
  for (const plan of planned.asks) {
    if (!bot.isReady) break;
    await ask(scene, plan);
    await sleep(random.int(0, 150));
  }
  for (const name of planned.events) onUndo(happen(name, scene, random));
  const at = await waiting;
  await bot.kill();
  for (const name of planned.faultsAtStart) onUndo(order(name, scene));
  const [missed] = planned.asks;
  if (planned.askWhileDown && missed !== undefined) {
    await ask(scene, { ...missed, prompt: `${missed.prompt}, while nobody is there` });
  }
  await sleep(planned.downMs);
  await startAgain(bot, planned.kill);
  return at;
}

/** Resolves at the moment of the kill with its name. */
async function waitFor(kill: Kill, scene: Scene, bot: Bot): Promise<string> {
  if ("afterMs" in kill) {
    const timer = kill.at === "a random moment" ? kill.afterMs : 500;
    await Promise.race([sleep(timer), bot.ended()]);
    return kill.at;
  }
  const step = stepOf(kill.at);
  const armed = step.arm(scene);
  const provoking = setTimeout(() => step.provoke?.(scene), 500);
  const isMet = await Promise.race([
    armed.moment.then(() => true),
    sleep(STEP_PATIENCE_MS, false),
    bot.ended().then(() => false),
  ]);
  clearTimeout(provoking);
  armed.cancel();
  return isMet ? kill.at : "a random moment (the step did not come)";
}

async function startAgain(bot: Bot, kill: Kill): Promise<void> {
  bot.spawn();
  if (kill.at === "while it starts") {
    await Promise.race([sleep(kill.afterMs), bot.ended()]);
    await bot.kill();
    bot.spawn();
  }
  // Where it ends by itself that is counted, and the next one has to do.
  for (let attempt = 1; attempt <= 3 && !(await bot.ready()); attempt += 1) {
    await bot.kill();
    bot.spawn();
  }
}

const seconds = (since: number): string => ((performance.now() - since) / 1000).toFixed(0);
