import { mkdir } from "node:fs/promises";
import path from "node:path";
import type { ChannelHandle } from "../../playground/discord/actor/channel.ts";
import type { GuildHandle } from "../../playground/discord/actor/guild.ts";
import type { Actor } from "../../playground/discord/actor/member.ts";
import { type LocalDiscord, startDiscord } from "../../playground/discord/server.ts";
import { type Runware, startRunware } from "../../playground/runware/server.ts";
import { type Book, openBook } from "./book.ts";
import type { AskPlan } from "./plan.ts";

/** A channel of a guild with the people in it. */
export interface Place {
  readonly guild: GuildHandle;
  /** Replaced where the channel was deleted. */
  channel: ChannelHandle;
  readonly members: readonly Actor[];
  readonly moderator: Actor;
}

/** Answers that count towards Discord's ban of an address (401, 403, 429), of all requests. */
export interface RefusedRequests {
  count: number;
  /** The same request as one that was refused before: a closed door, tried again. */
  again: number;
  /** By a fault on order. */
  ordered: number;
  of: number;
  readonly by: Map<string, number>;
}

/** Everything around the bot: the two local servers, the guilds and the account of it all. */
export interface Scene {
  readonly discord: LocalDiscord;
  readonly runware: Runware;
  readonly places: readonly Place[];
  readonly book: Book;
  readonly folder: string;
  /** By prompt: what the local Runware is to do with a request. */
  readonly plans: Map<string, AskPlan>;
  readonly env: Record<string, string>;
  readonly refusedRequests: RefusedRequests;
  /** When Discord's clock was moved so far that every token died, in real time. */
  readonly tokenDeaths: number[];
  close(): Promise<void>;
}

const GUILDS = 4;
const CHANNELS = 4;
const MEMBERS = 6;
/**
 * The local Discord's clock is moved ahead so that tokens die, and the bot's is not: what Discord
 * remembers for minutes has to outlast the jumps, or they would look like a long absence.
 */
const NONCE_MEMORY_MS = 3 * 3600_000;

export async function setScene(folder: string): Promise<Scene> {
  const plans = new Map<string, AskPlan>();
  const [discord, runware] = await Promise.all([
    startDiscord({ limits: { nonceMemoryMs: NONCE_MEMORY_MS } }),
    startRunware({
      render: "tiny",
      renderMs: ({ job }) => plans.get(job.prompt)?.renderMs ?? 1000,
      staggerMs: 100,
    }),
  ]);
  const refusedRequests = countRefusals(discord);
  const dataDir = path.join(folder, "data");
  await mkdir(path.join(dataDir, "spool"), { recursive: true });
  return {
    discord,
    runware,
    places: Array.from({ length: GUILDS }, (_, index) => openGuild(discord, index)).flat(),
    book: openBook(discord),
    folder,
    plans,
    refusedRequests,
    tokenDeaths: [],
    env: {
      DISCORD_TOKEN: discord.token,
      DISCORD_API_URL: discord.apiUrl,
      RUNWARE_API_KEY: runware.apiKey,
      RUNWARE_API_URL: runware.apiUrl,
      STORE_URL: `sqlite://${path.join(dataDir, "flipbook.sqlite")}`,
      DATA_DIR: dataDir,
      RUNWARE_CONCURRENCY: "50",
    },
    async close() {
      await Promise.all([discord.close(), runware.close()]);
    },
  };
}

function openGuild(discord: LocalDiscord, index: number): Place[] {
  const guild = discord.createGuild({ name: `Server ${index + 1}` });
  const members = Array.from({ length: MEMBERS }, (_, member) => {
    const actor = guild.addMember({ name: `Member ${index + 1}-${member + 1}` });
    // One in three takes no direct messages.
    if (member % 3 === 2) actor.setDmsOpen(false);
    return actor;
  });
  const moderator = guild.addMember({ name: "Moderator", permissions: ["ManageMessages"] });
  const channels = Array.from({ length: CHANNELS }, (_, channel) =>
    guild.createChannel({ name: `videos-${channel + 1}` }),
  );
  const [first] = channels;
  const threads = first === undefined ? [] : [first.createThread({ name: "a thread" })];
  return [...channels.slice(1), ...threads].map((channel) => ({
    guild,
    channel,
    members,
    moderator,
  }));
}

function countRefusals({ events }: LocalDiscord): RefusedRequests {
  const counted: RefusedRequests = { count: 0, again: 0, ordered: 0, of: 0, by: new Map() };
  const doors = new Set<string>();
  events.on("request", ({ status, code, method, route, path, body, isFaulty }) => {
    counted.of += 1;
    if (![401, 403, 429].includes(status)) return;
    if (isFaulty) {
      counted.ordered += 1;
      return;
    }
    counted.count += 1;
    const what = `${status} (${code}) ${method} ${route}`;
    counted.by.set(what, (counted.by.get(what) ?? 0) + 1);
    // The nonce tells two posts in one channel apart.
    const { nonce = "" } = (body ?? {}) as { nonce?: string };
    const door = `${status} ${method} ${path} ${nonce}`;
    if (doors.has(door)) counted.again += 1;
    doors.add(door);
  });
  return counted;
}
