import type { Generation } from "../../generation/generation.ts";
import { createKeyTurns } from "../../generation/key-turns.ts";
import type { Clock, Collection, Log } from "../../generation/ports.ts";
import type { Elsewhere, Now } from "../elsewhere.ts";
import type { Shelved } from "../ports.ts";
import { createCopies } from "./copies.ts";
import { openDirectory, type Aside, type Directory, type DirectoryStores } from "./directory.ts";
import type { CopyPage, FeedJob, Publication } from "./feed.ts";
import { createLine } from "./line.ts";
import { pageOf } from "./pages.ts";
import type { CopyPlace, CopyPosts, Previews } from "./ports.ts";
import { createPurge } from "./purge.ts";
import { work, type Next, type Slice, type WorkTools } from "./work.ts";

/** Showcases that other guilds follow, and the copies of their posts there. */
export interface Feeds extends Elsewhere {
  readonly directory: Omit<Directory, "purge">;
  /**
   * A result is in its guild's showcase: every follower gets a copy, where the guild publishes it. On
   * record when this resolves. May run twice, also after it was taken down.
   */
  publish(generation: Generation): Promise<void>;
  follow(generationId: string, now: Now): Promise<void>;
  /** Whether this message is a copy of this generation, as far as anybody can know. */
  isCopy(generationId: string, message: CopyPlace & { messageId: string }): Promise<boolean>;
  /** Everything of a guild, as a feed and as a follower; how much there was. */
  purge(guildId: string, goOn: () => boolean): Promise<number>;
  /** Goes on with what an earlier process left. */
  begin(): Promise<void>;
  stop(): Promise<void>;
}

export interface FeedStores extends DirectoryStores {
  feedPosts: Shelved<Publication> & Aside;
  /** By `generationId:page`. */
  feedCopies: Shelved<CopyPage> & Aside;
  feedJobs: Collection<FeedJob>;
}

export interface FeedsTools extends Pick<
  WorkTools,
  "find" | "isWanted" | "mayReceive" | "onClosed"
> {
  stores: FeedStores;
  posts: CopyPosts;
  previews: Previews;
  clock: Clock;
  random: () => number;
  log: Log;
}

/** @throws {Error} the store cannot be read */
export async function openFeeds(tools: FeedsTools): Promise<Feeds> {
  const { stores, previews, find, clock, log } = tools;
  const { feedPosts: publications, feedCopies: copyPages, feedJobs: jobs } = stores;
  const directory = await openDirectory(stores, clock, log);
  const copies = createCopies(copyPages, log);
  const turns = createKeyTurns();
  const workTools: WorkTools = { ...tools, publications, copyPages, copies, directory };

  async function run(id: string, slice: Slice): Promise<Next> {
    const next = await work(id, slice, workTools);
    if (next !== "over") return next;
    return turns.run(id, async () => {
      // Somebody may have changed their mind since.
      const now = await publications.get(id);
      if (now !== undefined && !isSettled(now)) return "align";
      await jobs.delete(id);
      return "over";
    });
  }
  const line = createLine({ ...tools, run });

  /** The job first: one that leads to nothing is over at once, and one that is missing is never done. */
  async function order(id: string, job: FeedJob, write: () => Promise<unknown>): Promise<void> {
    await jobs.set(id, job);
    await write();
    line.add(id, job);
  }

  /** In place of one that cannot be read: what was not posted yet is lost, and the pages know the rest. */
  async function headOf(id: string): Promise<Publication | undefined> {
    try {
      return await publications.get(id);
    } catch (error) {
      if (!(await publications.setAside(id))) throw error;
      log.error({ generationId: id, error }, "what followers are shown of a video cannot be read");
      const generation = await find(id);
      if (generation === undefined) return undefined;
      const { guildId, spoiler } = generation;
      const at = clock.now();
      const head: Publication = { ...newHead({ guildId, at }, spoiler), nextPage: -1 };
      await publications.set(id, head);
      return head;
    }
  }

  async function follow(id: string, wish: Now): Promise<void> {
    await turns.run(id, async () => {
      const now = await headOf(id);
      if (now === undefined || now.wish === "gone" || now.wish === wish) return;
      const { guildId, at } = now;
      await order(id, { guildId, at }, () =>
        publications.update(id, (current) => current && { ...current, wish, isBehind: true }),
      );
    });
  }

  return {
    directory,
    async publish({ id, guildId }) {
      const feed = directory.feedOf(guildId);
      if (feed === undefined) return;
      await turns.run(id, async () => {
        if ((await headOf(id)) !== undefined) return;
        // As it is in this turn: whatever changes later comes after it.
        const now = await find(id);
        if (now === undefined || now.deleted !== null || now.request.private) return;
        // A clock that was set back makes no post older than its feed.
        const job = { guildId, at: Math.max(clock.now(), feed.since) };
        await order(id, job, () => publications.set(id, newHead(job, now.spoiler)));
      });
    },
    follow,
    async isCopy(id, { guildId, channelId, messageId }) {
      const there = await copies.get(id, pageOf(guildId));
      const copy = typeof there === "object" ? there.copies[guildId] : undefined;
      // A message is there some seconds before its id is written down.
      return copy?.channelId === channelId && [messageId, null].includes(copy.messageId);
    },
    purge: createPurge({ stores, directory, follow }),
    async begin() {
      const ids = new Set<string>();
      for await (const row of jobs.readAll()) {
        if ("value" in row) {
          ids.add(row.id);
          line.add(row.id, row.value);
        } else {
          log.error(
            { generationId: row.id, error: row.broken },
            "what followers lack is not known",
          );
          await restore(row.id);
        }
      }
      await previews.sweep(ids);
    },
    stop: () => line.stop(),
  };

  /** A job says no more than its publication does. */
  async function restore(id: string): Promise<void> {
    await jobs.setAside(id);
    const now = await publications.get(id);
    if (now === undefined || isSettled(now)) return;
    await order(id, { guildId: now.guildId, at: now.at }, () => Promise.resolve());
  }
}

const newHead = (job: FeedJob, isSpoiler: boolean): Publication => ({
  ...job,
  wish: isSpoiler ? "spoiler" : "open",
  nextPage: 0,
  isBehind: false,
  counts: { posted: 0, refused: 0, closed: 0, missed: 0 },
});

const isSettled = ({ wish, isBehind, nextPage }: Publication): boolean =>
  wish !== "gone" && !isBehind && nextPage === -1;
