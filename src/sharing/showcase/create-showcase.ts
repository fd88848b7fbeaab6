import type { Generation } from "../../generation/generation.ts";
import type { Clock, Collection, Log } from "../../generation/ports.ts";
import { createWorkOff } from "../../generation/work-off.ts";
import type { Which } from "../favourites/favourites.ts";
import type { Spot } from "../gallery/entry.ts";
import { openJobs } from "../posts/jobs.ts";
import type { Posts } from "../posts/posts.ts";
import type { ShowcaseRecords } from "./records.ts";
import type { SettingsOf, Showcase } from "./showcase.ts";
import type { ShowcaseDue } from "./showcase-record.ts";
import type { Weekly } from "./weekly.ts";

export interface ShowcaseTools {
  due: Collection<ShowcaseDue>;
  records: ShowcaseRecords;
  posts: Pick<Posts, "add" | "of">;
  settingsOf: SettingsOf;
  /** How many members made a result a favourite. */
  countOf: (which: Which) => Promise<number>;
  find: (id: string) => Promise<Generation | undefined>;
  /** Where its card is to be seen; undefined where not everybody may. Throws as `Sharing.spotOf`. */
  spotOf: (generation: Generation) => Promise<Spot | undefined>;
  /**
   * Whether a channel of the result's guild may show it: it was checked strictly enough, and nobody
   * sees it there who could not see its card.
   */
  mayShow: (generation: Generation, spot: Spot, channelId: string) => Promise<boolean>;
  /** Tells the moderators of a guild, once for each `at`. */
  tellClosed: (guildId: string, channelId: string, at: number) => Promise<void>;
  weekly: Weekly;
  clock: Clock;
  random: () => number;
  log: Log;
}

/** Of a closed channel; those that reached the threshold before them wait for another favourite. */
const MOST_WAITING = 100;

/** A delivery takes seconds. */
const EARLY_MS = 5000;

/** @throws {Error} the store cannot be read */
export async function createShowcase(tools: ShowcaseTools): Promise<Showcase> {
  const { records, posts, settingsOf, countOf, find, spotOf, mayShow, weekly, clock, log } = tools;
  const due = await openJobs(tools.due, (since) => ({ since }), tools);
  const line = createWorkOff({
    ...tools,
    work,
    onFault: (id, error, waitMs) =>
      log.warn({ id, waitMs, error }, "whether a video belongs into a showcase is looked at later"),
  });
  /** Favourites that are being written, by key: until the last of them is, there is more to look at. */
  const expected = new Map<string, number>();
  const keyOf = ({ guildId, id }: Which): string => `${guildId}:${id}`;

  async function work(key: string): Promise<"done" | { againInMs: number }> {
    const job = due.get(key);
    if (job === undefined) return "done";
    const [guildId = "", id = ""] = key.split(":");
    if ((await consider({ guildId, id })) === "early") return { againInMs: EARLY_MS };
    if (!expected.has(key)) await due.end(key, job);
    return "done";
  }

  async function consider(which: Which): Promise<"done" | "early"> {
    const showcase = settingsOf(which.guildId);
    if (showcase == null || (await countOf(which)) < showcase.threshold) return "done";
    const before = (await posts.of(which.id)).find(({ kind }) => kind === "showcase");
    if (before !== undefined && before.state !== "closed") return "done";
    const generation = await find(which.id);
    if (generation === undefined) return "done";
    // Its card shows it a moment before the record says so, and can be pressed.
    if (generation.state === "delivering" && generation.deleted === null) return "early";
    const { channelId } = showcase;
    const spot = await spotOf(generation);
    if (spot === undefined || !(await mayShow(generation, spot, channelId))) {
      log.info({ generationId: which.id }, "a favourite of many may not be shown in the showcase");
      return "done";
    }
    const { guildId } = which;
    await posts.add({ generation, kind: "showcase", guildId, channelId, by: null, credit: "full" });
    return "done";
  }

  async function lookAt(guildId: string, ids: readonly string[]): Promise<void> {
    for (const id of ids) {
      await due.note(keyOf({ guildId, id }));
      line.now(keyOf({ guildId, id }));
    }
  }

  /** What waited is noted to be looked at before it is forgotten that it waits. */
  async function tryAgain(guildId: string, but: string | null): Promise<void> {
    const { waiting, closed } = await records.of(guildId);
    if (waiting.length === 0 && closed === null) return;
    await lookAt(
      guildId,
      waiting.filter((id) => id !== but),
    );
    await records.change(guildId, (current) => ({
      closed: null,
      waiting: current.waiting.filter((id) => !waiting.includes(id)),
    }));
  }

  return {
    async expectVote(which) {
      if (settingsOf(which.guildId) == null) return;
      const key = keyOf(which);
      await due.note(key);
      expected.set(key, (expected.get(key) ?? 0) + 1);
    },
    voted(which) {
      const key = keyOf(which);
      const left = (expected.get(key) ?? 0) - 1;
      if (left > 0) expected.set(key, left);
      else expected.delete(key);
      due.renew(key);
      line.now(key);
    },
    async settingsChanged(guildId) {
      const showcase = settingsOf(guildId);
      await weekly.settingsChanged(guildId);
      if (showcase != null) await tryAgain(guildId, null);
    },
    async permits(generation, { guildId, channelId }) {
      const showcase = settingsOf(guildId);
      if (showcase == null || showcase.channelId !== channelId) return false;
      const spot = await spotOf(generation);
      return spot !== undefined && (await mayShow(generation, spot, channelId));
    },
    posted: ({ id }, { guildId }) => tryAgain(guildId, id),
    async closed(generation, { guildId, channelId }) {
      const { id } = generation;
      const { waiting } = await records.change(guildId, (current) => ({
        waiting: [...current.waiting.filter((one) => one !== id), id].slice(-MOST_WAITING),
      }));
      const showcase = settingsOf(guildId);
      if (showcase == null) return;
      if (showcase.channelId !== channelId) {
        // Another one was chosen meanwhile, which may take it.
        await tryAgain(guildId, null);
        return;
      }
      const spot = await spotOf(generation);
      // Not the channel is at fault.
      if (spot === undefined || !(await mayShow(generation, spot, channelId))) return;
      const { closed } = await records.change(guildId, (current) =>
        current.closed?.channelId === channelId
          ? {}
          : { closed: { channelId, at: clock.now(), isTold: false } },
      );
      if (closed === null || closed.isTold) return;
      log.warn({ guildId, channelId, waiting: waiting.length }, "a showcase channel is closed");
      await tools.tellClosed(guildId, channelId, closed.at);
      await records.change(guildId, (current) =>
        current.closed === null ? {} : { closed: { ...current.closed, isTold: true } },
      );
    },
    begin() {
      for (const key of due.ids()) line.now(key);
      weekly.begin();
    },
    async stop() {
      await Promise.all([line.stop(), weekly.stop()]);
    },
  };
}
