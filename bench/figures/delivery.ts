import { setTimeout as sleep } from "node:timers/promises";
import type { RequestEntry } from "../../playground/runware/options.ts";
import type { RunwareTask } from "../../playground/runware/tasks.ts";
import type { Figure, Outcome, Setting } from "../figure.ts";
import { ms, ratio, spreadText } from "../report/words.ts";
import { carryByCurl } from "../ground/curl.ts";
import { freePort } from "../ground/free-port.ts";
import { watchPlaying } from "../ground/generations.ts";
import { typeCommands } from "../ground/load.ts";
import { spreadOf } from "../ground/stats.ts";
import { startSubject, type Subject } from "../ground/subjects.ts";
import { openTown, type Town } from "../ground/town.ts";

const AIM = 1.2;
const BETWEEN_POLLS_MS = 400;
const MB = 1e6;

interface Round {
  bytes: number;
  /** From the settled task to the message with the video. */
  fromReady: number;
  /** From the answer that told the bot so. */
  fromTold: number;
  curl: number;
}

export const delivery: Figure = {
  name: "delivery",
  title: "From ready to playing",
  async run(setting) {
    const [rounds, sizes] = setting.quick ? [2, [2]] : [10, [2, 8]];
    const town = await openTown({ manual: true, webhooks: { firstRetryMs: 250 } });
    const port = await freePort();
    const bot = await startSubject("flipbook", town, setting.workDir, {
      env: { HTTP_PORT: String(port), PUBLIC_URL: `http://127.0.0.1:${port}` },
    });
    const measured: Round[] = [];
    try {
      for (const size of sizes) {
        town.runware.resultBytes(size * MB, "padding");
        // The first one loads what deliveries need, on both sides.
        await deliverOnce(town, bot, size * MB);
        for (let round = 0; round < rounds; round += 1) {
          measured.push(await deliverOnce(town, bot, size * MB));
        }
      }
    } finally {
      await bot.leave();
      await town.close();
    }
    return outcomeOf(measured, setting);
  },
};

async function deliverOnce(town: Town, bot: Subject, bytes: number): Promise<Round> {
  const { discord, runware } = town;
  const known = new Set(runware.tasks);
  await typeCommands(town, { perSecond: 1000, count: 1 });
  const task = await runware.waitForTask((one) => !known.has(one));
  // Nobody gets a video in the second of its order: it is ready while the bot watches.
  await polledFor(runware, task, "processing");
  await sleep(BETWEEN_POLLS_MS);
  const told = polledFor(runware, task, "success");
  const playing = watchPlaying(discord, 1);
  await runware.finish(task.taskUUID);
  const readyAt = performance.now();
  const [toldAt, [played]] = await Promise.race([Promise.all([told, playing]), bot.failed]);
  const [channel] = town.channels;
  const url = task.results[0]?.videoURL;
  if (played === undefined || channel === undefined || url === undefined) {
    throw new Error("there is nothing to compare");
  }
  const carried = watchPlaying(discord, 1);
  const startedAt = performance.now();
  await carryByCurl(discord, { url, channelId: channel.id, folder: bot.folder });
  const [seen] = await carried;
  return {
    bytes,
    fromReady: played.at - readyAt,
    fromTold: played.at - toldAt,
    curl: (seen?.at ?? Number.NaN) - startedAt,
  };
}

/** Resolves when the bot has asked about this task and was told that it is so. */
function polledFor(
  { events }: Town["runware"],
  task: RunwareTask,
  state: RunwareTask["state"],
): Promise<number> {
  return new Promise((resolve) => {
    const look = ({ tasks }: RequestEntry): void => {
      const isAbout = tasks.some(
        ({ taskType, taskUUID }) => taskType === "getResponse" && taskUUID === task.taskUUID,
      );
      if (!isAbout || task.state !== state) return;
      events.off("request", look);
      resolve(performance.now());
    };
    events.on("request", look);
  });
}

function outcomeOf(measured: readonly Round[], { tell }: Setting): Outcome {
  const sizes = [...new Set(measured.map(({ bytes }) => bytes))];
  const rows = sizes.flatMap((bytes) => {
    const rounds = measured.filter((round) => round.bytes === bytes);
    const curl = spreadOf(rounds.map((round) => round.curl));
    return (["fromTold", "fromReady"] as const).map((which) => {
      const ours = spreadOf(rounds.map((round) => round[which]));
      const times = spreadOf(rounds.map((round) => round[which] / round.curl));
      const what = which === "fromTold" ? "told that it is ready" : "ready, told by a webhook";
      tell(`  ${bytes / MB} MB, ${what}: ${ms(ours.median)} beside ${ms(curl.median)}`);
      return {
        figure: `from “${what}” to playing, ${bytes / MB} MB`,
        ours: spreadText(ours, ms),
        rival: spreadText(curl, ms),
        aim: `≤ ${AIM} ×: ${spreadText(times, ratio)}`,
        isMet: times.median <= AIM,
      };
    });
  });
  return {
    rows,
    notes: [
      "The rival is curl to fetch the file and curl to post it, one after the other, against the same servers; each pair of deliveries has the same file.",
      "“Told” is the answer to the poll that says so; “ready” is the moment at which the local Runware has the file, with a webhook that makes the bot poll at once. Flipbook writes three records to the disk meanwhile, checks the file, and books its cost.",
    ],
    raw: measured,
  };
}
