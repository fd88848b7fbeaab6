import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { createClock } from "../../playground/runware/clock.ts";
import { startDiscord } from "../../playground/discord/server.ts";
import { startRunware } from "../../playground/runware/server.ts";
import { openCollections } from "../../src/stores/collections.ts";
import { openStore } from "../../src/stores/open-store.ts";
import { createRandom } from "../torture/random.ts";
import { startSoakedBot } from "./bot-process.ts";
import { createTraffic } from "./traffic.ts";

export interface SoakOptions {
  hours: number;
  seed: number;
  /** For the store and the bot's log; whoever made it removes it. */
  folder: string;
  tell?: (line: string) => void;
}

export interface SoakFigures {
  hours: number;
  generations: number;
  /** With an end on the card. */
  ended: number;
  /** Bytes after a collection: when an hour had passed, and at the end. */
  heapAfterFirstHour: number;
  heapAtEnd: number;
  unfinished: number;
  archived: number;
  violations: number;
}

const HOUR_MS = 3600_000;
/** How often a group of requests comes. */
const SLOT_MS = 4 * 60_000;
/** Time moves by this while something is on its way, and by a minute otherwise. */
const STEP_MS = 1000;
const IDLE_STEP_MS = 60_000;
/** After each step, so that what it set off has arrived before the next. */
const SETTLE_MS = 3;

/** Simulated hours of steady traffic: three clocks moved alike, as fast as the bot keeps up. */
export async function soak(options: SoakOptions): Promise<SoakFigures> {
  const { hours, seed, folder, tell = () => {} } = options;
  const clock = createClock();
  const [discord, runware] = await Promise.all([
    startDiscord(),
    startRunware({ clock, render: "tiny", renderMs: () => 20_000 }),
  ]);
  const traffic = createTraffic(discord, runware, createRandom(seed));
  const storeUrl = `sqlite://${path.join(folder, "flipbook.sqlite")}`;
  const bot = await startSoakedBot(
    {
      DISCORD_TOKEN: discord.token,
      DISCORD_API_URL: discord.apiUrl,
      RUNWARE_API_KEY: runware.apiKey,
      RUNWARE_API_URL: runware.apiUrl,
      STORE_URL: storeUrl,
      DATA_DIR: folder,
    },
    path.join(folder, "bot.log"),
  );

  let simulatedMs = 0;
  async function pass(ms: number): Promise<void> {
    // Nobody answers within three seconds that pass in an instant.
    while (traffic.isAnswerDue()) await sleep(1);
    simulatedMs += ms;
    await bot.advance(ms);
    clock.advance(ms);
    discord.clock.advance(ms);
    await sleep(SETTLE_MS);
  }
  async function passUntil(atMs: number): Promise<void> {
    while (simulatedMs < atMs) {
      await pass(Math.min(traffic.onTheWay() > 0 ? STEP_MS : IDLE_STEP_MS, atMs - simulatedMs));
    }
  }

  try {
    let heapAfterFirstHour = 0;
    for (let slot = 0; slot * SLOT_MS < hours * HOUR_MS; slot += 1) {
      await passUntil(slot * SLOT_MS);
      await traffic.ask();
      if ((slot + 1) % (HOUR_MS / SLOT_MS) === 0) {
        await passUntil((slot + 1) * SLOT_MS);
        const heapBytes = await bot.heapBytes();
        heapAfterFirstHour ||= heapBytes;
        const hour = (slot + 1) / (HOUR_MS / SLOT_MS);
        tell(`${hour} h: ${traffic.asked} generations, heap ${(heapBytes / 1e6).toFixed(1)} MB`);
      }
    }
    await passUntil(hours * HOUR_MS);
    // The last ones have come only minutes ago.
    for (let extra = 0; traffic.onTheWay() > 0 && extra < 600; extra += 1) await pass(STEP_MS);
    const heapAtEnd = await bot.heapBytes();
    await bot.stop();
    return {
      hours,
      generations: traffic.asked,
      ended: traffic.ended,
      heapAfterFirstHour,
      heapAtEnd,
      ...(await countRecords(storeUrl)),
      violations: discord.wire.violations.length,
    };
  } finally {
    bot.kill();
    await Promise.all([discord.close(), runware.close()]);
  }
}

async function countRecords(storeUrl: string): Promise<{ unfinished: number; archived: number }> {
  const store = await openStore(storeUrl);
  try {
    const { unfinished, archive } = openCollections(store);
    const count = async (rows: AsyncIterable<unknown>): Promise<number> => {
      let number = 0;
      for await (const _ of rows) number += 1;
      return number;
    };
    return {
      unfinished: await count(unfinished.readAll()),
      archived: await count(archive.readAll()),
    };
  } finally {
    await store.close();
  }
}
