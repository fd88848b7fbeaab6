import { RetryableError, UserError } from "../../generation/errors.ts";
import { createKeyTurns } from "../../generation/key-turns.ts";
import type { Clock, Log } from "../../generation/ports.ts";
import type { Shelved } from "../ports.ts";
import { newCode, readCode } from "./code.ts";
import type { Feed, Follow, FollowerPage } from "./feed.ts";
import { followersKey, pageOf, PAGES } from "./pages.ts";

/** So many feeds can a guild follow: `/feed list` shows them all. */
export const MOST_FOLLOWED = 25;

export interface Followed extends Follow {
  feedGuildId: string;
  /** Null where the feed was taken back. */
  code: string | null;
}

/** Which feeds there are, and who follows them. */
export interface Directory {
  feedOf(guildId: string): Feed | undefined;
  /** The guild behind a code, however it was typed. */
  find(code: string): string | undefined;
  /** With the code that it has already, where it is published. */
  publish(guildId: string): Promise<Feed>;
  /** Its code is dead for good and its followers are forgotten; false where there is none. */
  unpublish(guildId: string): Promise<boolean>;
  /** Begins to follow, or changes the channel; what was closed is tried again. @throws {UserError} */
  follow(guildId: string, feedGuildId: string, channelId: string): Promise<void>;
  /** False where it is not followed. */
  unfollow(guildId: string, feedGuildId: string): Promise<boolean>;
  /** Turns it off or on; how it is now, undefined where it is not followed. */
  toggleMuted(guildId: string, feedGuildId: string): Promise<boolean | undefined>;
  /** Its channel takes nothing of ours: no more is posted there. False where it changed meanwhile. */
  close(guildId: string, feedGuildId: string, channelId: string): Promise<boolean>;
  followedBy(guildId: string): Promise<Followed[]>;
  countFollowers(feedGuildId: string): Promise<number>;
  followersOn(feedGuildId: string, page: number): Promise<FollowerPage>;
  /** Takes a guild out, as a feed and as a follower; how much was removed. */
  purge(guildId: string): Promise<number>;
}

/** What was set aside, removed by its id and text. */
export interface Aside {
  dropAside(fits: (id: string, text: string) => boolean): Promise<number>;
}

export interface DirectoryStores {
  feeds: Shelved<Feed> & Aside;
  /** By `feedGuildId:page`. */
  feedFollowers: Shelved<FollowerPage> & Aside;
  /** By follower: written before the page, removed after it, so that nothing is followed unseen. */
  feedFollows: Shelved<string[]> & Aside;
}

/** Feeds are kept in memory, since every code that is typed asks: some hundred bytes a guild. */
export async function openDirectory(
  { feeds, feedFollowers: pages, feedFollows: lists }: DirectoryStores,
  clock: Pick<Clock, "now">,
  log: Pick<Log, "error">,
): Promise<Directory> {
  const published = new Map<string, Feed>();
  const byCode = new Map<string, string>();
  const turns = createKeyTurns();
  const remember = (guildId: string, feed: Feed): void => {
    published.set(guildId, feed);
    byCode.set(feed.code, guildId);
  };
  for await (const row of feeds.readAll()) {
    if ("value" in row) remember(row.id, row.value);
    else {
      log.error({ guildId: row.id, error: row.broken }, "a feed cannot be read: it has ended");
      await feeds.setAside(row.id);
    }
  }

  /** What cannot be read any more is set aside, bytes and all, and begins anew. */
  async function mended<T>(store: Shelved<T>, id: string, read: () => Promise<T>): Promise<T> {
    try {
      return await read();
    } catch (error) {
      if (!(await store.setAside(id))) throw error;
      log.error({ id, error }, "who follows a feed cannot be read, and begins anew");
      return read();
    }
  }

  const listOf = (guildId: string): Promise<string[]> =>
    mended(lists, guildId, async () => (await lists.get(guildId)) ?? []);

  const followersOn = (feedGuildId: string, page: number): Promise<FollowerPage> => {
    const key = followersKey(feedGuildId, page);
    return mended(pages, key, async () => (await pages.get(key)) ?? {});
  };

  /** `change` gives the next decision, null to forget it, undefined to leave it as it is. */
  async function decide(
    guildId: string,
    feedGuildId: string,
    change: (current: Follow | undefined) => Follow | null | undefined,
  ): Promise<void> {
    const key = followersKey(feedGuildId, pageOf(guildId));
    const write = (): Promise<FollowerPage | undefined> =>
      pages.update(key, (page = {}) => {
        const { [guildId]: current, ...others } = page;
        const next = change(current);
        if (next === undefined) return undefined;
        return next === null ? others : { ...others, [guildId]: next };
      });
    await mended(pages, key, async () => (await write()) ?? {});
  }

  async function forget(guildId: string, feedGuildId: string): Promise<boolean> {
    let was = false;
    await decide(guildId, feedGuildId, (current) => {
      was = current !== undefined;
      return was ? null : undefined;
    });
    const rest = (await listOf(guildId)).filter((id) => id !== feedGuildId);
    await (rest.length === 0 ? lists.delete(guildId) : lists.set(guildId, rest));
    return was;
  }

  async function takeBack(guildId: string): Promise<boolean> {
    const feed = published.get(guildId);
    // First, so that nobody begins to follow what is about to go.
    if (feed !== undefined) byCode.delete(feed.code);
    published.delete(guildId);
    await feeds.delete(guildId);
    for (let page = 0; page < PAGES; page += 1) {
      const key = followersKey(guildId, page);
      for (const follower of Object.keys(await followersOn(guildId, page))) {
        await turns.run(`of ${follower}`, () => forget(follower, guildId));
      }
      await pages.delete(key);
    }
    return feed !== undefined;
  }

  return {
    feedOf: (guildId) => published.get(guildId),
    find: (code) => byCode.get(readCode(code)),
    publish: (guildId) =>
      turns.run(guildId, async () => {
        const there = published.get(guildId);
        if (there !== undefined) return there;
        const feed = { code: newCode(), since: clock.now() };
        await feeds.set(guildId, feed);
        remember(guildId, feed);
        return feed;
      }),
    unpublish: (guildId) => turns.run(guildId, () => takeBack(guildId)),

    follow: (guildId, feedGuildId, channelId) =>
      turns.run(`of ${guildId}`, async () => {
        const list = await listOf(guildId);
        if (!list.includes(feedGuildId)) {
          if (list.length >= MOST_FOLLOWED) {
            throw new UserError(
              `This server follows ${MOST_FOLLOWED} feeds already, and more are not possible. \`/feed unfollow\` makes room.`,
            );
          }
          await lists.set(guildId, [...list, feedGuildId]);
        }
        await decide(guildId, feedGuildId, (current) => ({
          since: clock.now(),
          muted: false,
          ...current,
          channelId,
          closed: false,
        }));
        // Taken back meanwhile: nothing may be left that leads to it.
        if (!published.has(feedGuildId)) {
          await forget(guildId, feedGuildId);
          throw new RetryableError("the feed was taken back meanwhile");
        }
      }),
    unfollow: (guildId, feedGuildId) =>
      turns.run(`of ${guildId}`, () => forget(guildId, feedGuildId)),

    async toggleMuted(guildId, feedGuildId) {
      let muted: boolean | undefined;
      await decide(guildId, feedGuildId, (current) => {
        muted = current && !current.muted;
        return current && { ...current, muted: !current.muted };
      });
      return muted;
    },
    async close(guildId, feedGuildId, channelId) {
      let isMeant = false;
      await decide(guildId, feedGuildId, (current) => {
        isMeant = current !== undefined && current.channelId === channelId && !current.closed;
        return isMeant && current ? { ...current, closed: true } : undefined;
      });
      return isMeant;
    },

    async followedBy(guildId) {
      const followed: Followed[] = [];
      for (const feedGuildId of await listOf(guildId)) {
        const own = (await followersOn(feedGuildId, pageOf(guildId)))[guildId];
        if (own === undefined) continue;
        followed.push({ ...own, feedGuildId, code: published.get(feedGuildId)?.code ?? null });
      }
      return followed;
    },
    async countFollowers(feedGuildId) {
      const keys = Array.from({ length: PAGES }, (_, page) => followersKey(feedGuildId, page));
      const rows = await pages.getMany(keys);
      return rows.reduce(
        (sum, row) => sum + ("value" in row ? Object.keys(row.value).length : 0),
        0,
      );
    },
    followersOn,

    async purge(guildId) {
      let removed = (await turns.run(guildId, () => takeBack(guildId))) ? 1 : 0;
      for (const feedGuildId of await listOf(guildId)) {
        await turns.run(`of ${guildId}`, () => forget(guildId, feedGuildId));
        removed += 1;
      }
      return removed;
    },
  };
}
