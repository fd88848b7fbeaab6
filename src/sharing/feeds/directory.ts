import { UserError } from "../../generation/errors.ts";
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

  const readPage = (feedGuildId: string, page: number): Promise<FollowerPage> => {
    const key = followersKey(feedGuildId, page);
    return mended(pages, key, async () => (await pages.get(key)) ?? {});
  };

  /** Without those of an earlier publication, whose end a crash may have cut short. */
  function current(feedGuildId: string, page: FollowerPage): FollowerPage {
    const code = published.get(feedGuildId)?.code;
    return Object.fromEntries(Object.entries(page).filter(([, follow]) => follow.code === code));
  }

  const followersOn = async (feedGuildId: string, page: number): Promise<FollowerPage> =>
    current(feedGuildId, await readPage(feedGuildId, page));

  /** `change` gives the next decision, null to forget it, undefined to leave it as it is. */
  async function decide(
    guildId: string,
    feedGuildId: string,
    change: (current: Follow | undefined) => Follow | null | undefined,
  ): Promise<void> {
    const key = followersKey(feedGuildId, pageOf(guildId));
    const write = (): Promise<FollowerPage | undefined> =>
      pages.update(key, (page = {}) => {
        const { [guildId]: before, ...others } = page;
        const next = change(
          current(feedGuildId, { ...(before && { [guildId]: before }) })[guildId],
        );
        if (next === undefined) return undefined;
        return next === null ? others : { ...others, [guildId]: next };
      });
    await mended(pages, key, async () => (await write()) ?? {});
  }

  async function unlist(guildId: string, feedGuildId: string): Promise<void> {
    const rest = (await listOf(guildId)).filter((id) => id !== feedGuildId);
    await (rest.length === 0 ? lists.delete(guildId) : lists.set(guildId, rest));
  }

  async function forget(guildId: string, feedGuildId: string): Promise<boolean> {
    let was = false;
    await decide(guildId, feedGuildId, (now) => {
      was = now !== undefined;
      return null;
    });
    await unlist(guildId, feedGuildId);
    return was;
  }

  /** It ends with its record; the rest is tidied up, and done again by whoever purges the guild. */
  async function takeBack(guildId: string): Promise<boolean> {
    const feed = published.get(guildId);
    await feeds.delete(guildId);
    published.delete(guildId);
    if (feed !== undefined) byCode.delete(feed.code);
    for (let page = 0; page < PAGES; page += 1) {
      for (const follower of Object.keys(await readPage(guildId, page))) {
        await turns.run(`of ${follower}`, () => unlist(follower, guildId));
      }
      await pages.delete(followersKey(guildId, page));
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
        const code = published.get(feedGuildId)?.code;
        if (code === undefined) {
          throw new UserError("This feed was taken back just now. Nothing was changed.");
        }
        // Taken back while it is written, it leads to nothing: that code is dead.
        await decide(guildId, feedGuildId, (now) => ({
          since: clock.now(),
          muted: false,
          ...now,
          code,
          channelId,
          closed: false,
        }));
      }),
    unfollow: (guildId, feedGuildId) =>
      turns.run(`of ${guildId}`, () => forget(guildId, feedGuildId)),

    async toggleMuted(guildId, feedGuildId) {
      let muted: boolean | undefined;
      await decide(guildId, feedGuildId, (now) => {
        muted = now && !now.muted;
        return now && { ...now, muted: !now.muted };
      });
      return muted;
    },
    async close(guildId, feedGuildId, channelId) {
      let isMeant = false;
      await decide(guildId, feedGuildId, (now) => {
        isMeant = now !== undefined && now.channelId === channelId && !now.closed;
        return isMeant && now ? { ...now, closed: true } : undefined;
      });
      return isMeant;
    },

    async followedBy(guildId) {
      const followed: Followed[] = [];
      for (const feedGuildId of await listOf(guildId)) {
        const own = (await followersOn(feedGuildId, pageOf(guildId)))[guildId];
        if (own !== undefined) followed.push({ ...own, feedGuildId });
      }
      return followed;
    },
    async countFollowers(feedGuildId) {
      const keys = Array.from({ length: PAGES }, (_, page) => followersKey(feedGuildId, page));
      const rows = await pages.getMany(keys);
      return rows.reduce(
        (sum, row) =>
          sum + ("value" in row ? Object.keys(current(feedGuildId, row.value)).length : 0),
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
