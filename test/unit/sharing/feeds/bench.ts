import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { expect, onTestFinished } from "vitest";
import { RetryableError } from "../../../../src/generation/errors.ts";
import type { Generation } from "../../../../src/generation/generation.ts";
import type { Log } from "../../../../src/generation/ports.ts";
import { openFeeds, type Feeds } from "../../../../src/sharing/feeds/create-feeds.ts";
import type { Closing, CopyPlace, CopyPosts } from "../../../../src/sharing/feeds/ports.ts";
import type { StoredCollection } from "../../../../src/stores/collection.ts";
import { openCollections } from "../../../../src/stores/collections.ts";
import { openStore } from "../../../../src/stores/open-store.ts";
import { createFastClock } from "../../../support/fast-clock.ts";
import { finished, GUILD, idAt } from "../bench.ts";

const SILENT: Log = { debug() {}, info() {}, warn() {}, error() {} };
const FROM = Date.UTC(2026, 9, 1);

/** Guilds that were made a millisecond apart. */
export const guildId = (number: number): string => idAt(FROM + number, 1);
export const channelIn = (guild: string): string => `9${guild.slice(1)}`;

type Change<T> = Parameters<StoredCollection<T>["update"]>[1];

/** A message in a channel, as Discord would have it. */
export interface Message {
  id: string;
  generationId: string;
  guildId: string;
  channelId: string;
  shownAs: "open" | "spoiler";
  attachmentId: string;
}

/** What Discord is asked, and answers: a Discord of nothing but copies. */
export interface Channels {
  /** In the order in which they were posted. */
  messages: Message[];
  /** Every request. */
  requests: { what: "post" | "find" | "edit" | "remove"; channelId: string }[];
  /** Channels that take nothing. */
  closed: Set<string>;
  /** Channels about which there is never an answer. */
  silent: Set<string>;
  /** Nothing is answered at all. */
  isDown: boolean;
  /** Called once a request was carried out, and before anybody knows. */
  after: (what: string, place: CopyPlace) => void;
  /** Messages that nobody else remembers by their nonce any more. */
  forgetNonces: () => void;
}

export interface FeedBench {
  feeds: Feeds;
  stores: ReturnType<typeof openCollections>;
  /** With the store's file, unless that is in memory. */
  dataDir: string;
  clock: ReturnType<typeof createFastClock>;
  channels: Channels;
  closings: Closing[];
  refusing: Set<string>;
  previews: { made: string[]; dropped: string[]; missing: Set<string> };
  /** A result of the feed's guild, in its archive. */
  result: (minute: number, change?: Parameters<typeof finished>[1]) => Promise<Generation>;
  /** So many guilds follow the feed. */
  followedBy: (count: number, from?: number) => Promise<string[]>;
  /** Hears of every step: before and after each request and each write. */
  onStep: (name: string) => void;
  /** The instance does nothing more from this moment on. */
  kill: () => void;
  /** Throws the instance away, in the middle of whatever it does, and opens another on its store. */
  crash: () => Promise<void>;
  /** Waits until nothing is to be done any more. */
  settled: () => Promise<void>;
}

export async function openFeedBench(storeUrl?: string): Promise<FeedBench> {
  const dir = await mkdtemp(path.join(tmpdir(), "flipbook-feeds-"));
  const store = await openStore(storeUrl ?? `sqlite://${path.join(dir, "flipbook.sqlite")}`);
  const stores = openCollections(store);
  const clock = createFastClock(1000);
  const nonces = new Map<string, Message>();
  const channels: Channels = {
    messages: [],
    requests: [],
    closed: new Set(),
    silent: new Set(),
    isDown: false,
    after: () => {},
    forgetNonces: () => nonces.clear(),
  };
  const closings: Closing[] = [];
  const refusing = new Set<string>();
  const previews: FeedBench["previews"] = { made: [], dropped: [], missing: new Set() };
  let next = 0;

  /** An instance that was thrown away hears nothing more, and does nothing more. */
  async function step(isAlive: () => boolean, name: string): Promise<void> {
    if (isAlive()) bench.onStep(name);
    if (!isAlive()) await new Promise(() => {});
    await Promise.resolve();
    if (!isAlive()) await new Promise(() => {});
  }

  /** Its writes are steps as well. */
  function watched<T>(store: StoredCollection<T>, isAlive: () => boolean): StoredCollection<T> {
    const around =
      <A extends unknown[], R>(name: string, write: (...args: A) => Promise<R>) =>
      async (...args: A): Promise<R> => {
        await step(isAlive, `before ${name}`);
        const outcome = await write(...args);
        await step(isAlive, `after ${name}`);
        return outcome;
      };
    return {
      ...store,
      set: around("set", (id: string, value: T) => store.set(id, value)),
      update: around("update", (id: string, change: Change<T>) => store.update(id, change)),
      delete: around("delete", (id: string) => store.delete(id)),
    };
  }

  function postsOf(isAlive: () => boolean): CopyPosts {
    async function asked<T>(
      what: Channels["requests"][number]["what"],
      place: CopyPlace,
      act: () => T,
    ): Promise<T | "closed"> {
      await step(isAlive, `before ${what}`);
      const { channelId } = place;
      channels.requests.push({ what, channelId });
      if (channels.isDown || channels.silent.has(channelId)) throw new RetryableError("silence");
      if (channels.closed.has(channelId)) return "closed";
      const outcome = act();
      channels.after(what, place);
      await step(isAlive, `after ${what}`);
      return outcome;
    }
    const drop = (id: string): void => {
      channels.messages = channels.messages.filter((message) => message.id !== id);
    };
    return {
      post: (generation, preview, as, to) =>
        asked("post", to, () => {
          expect(preview.bytes.length).toBeGreaterThan(0);
          const nonce = `${generation.id}/${to.guildId}`;
          next += 1;
          const message = nonces.get(nonce) ?? {
            id: String(next),
            generationId: generation.id,
            ...to,
            shownAs: as,
            attachmentId: `a${next}`,
          };
          if (!nonces.has(nonce)) channels.messages.push(message);
          nonces.set(nonce, message);
          return { messageId: message.id, attachmentId: message.attachmentId };
        }),
      find: (generationId, place) =>
        asked("find", place, () => {
          const found = channels.messages.find(
            (one) => one.generationId === generationId && one.channelId === place.channelId,
          );
          return found === undefined
            ? null
            : { messageId: found.id, attachmentId: found.attachmentId };
        }),
      edit: (_, as, at) =>
        asked("edit", at, () => {
          const message = channels.messages.find(({ id }) => id === at.messageId);
          if (message === undefined) return "closed";
          message.shownAs = as;
          return "done";
        }),
      async remove(at) {
        await asked("remove", at, () => drop(at.messageId));
      },
      isUp: () => Promise.resolve(!channels.isDown),
    };
  }

  async function open(): Promise<Feeds> {
    let isAlive = true;
    const feeds = await openFeeds({
      stores: {
        feeds: watched(stores.feeds, () => isAlive),
        feedFollowers: watched(stores.feedFollowers, () => isAlive),
        feedFollows: watched(stores.feedFollows, () => isAlive),
        feedPosts: watched(stores.feedPosts, () => isAlive),
        feedCopies: watched(stores.feedCopies, () => isAlive),
        feedJobs: watched(stores.feedJobs, () => isAlive),
      },
      posts: postsOf(() => isAlive),
      previews: {
        async of({ id }) {
          if (previews.missing.has(id)) return null;
          previews.made.push(id);
          return { fileName: "preview.webp", contentType: "image/webp", bytes: Buffer.from("w") };
        },
        drop: async (id) => void previews.dropped.push(id),
        sweep: () => Promise.resolve(),
      },
      find: async (id) => stores.archive.get(id),
      isWanted: async ({ request }) => !request.private,
      mayReceive: (_, place) => !refusing.has(place.guildId),
      onClosed: (closing) => void closings.push(closing),
      clock,
      random: () => 0.5,
      log: SILENT,
    });
    kill = () => {
      isAlive = false;
    };
    return feeds;
  }
  let kill = (): void => undefined;

  const bench: FeedBench = {
    feeds: undefined as never,
    onStep: () => {},
    kill: () => kill(),
    stores,
    dataDir: dir,
    clock,
    channels,
    closings,
    refusing,
    previews,
    async result(minute, change = {}) {
      const generation = finished(idAt(FROM + minute * 60_000), change);
      await stores.archive.set(generation.id, generation);
      return generation;
    },
    async followedBy(count, from = 0) {
      const guilds = Array.from({ length: count }, (_, index) => guildId(from + index));
      await bench.feeds.directory.publish(GUILD);
      for (const id of guilds) await bench.feeds.directory.follow(id, GUILD, channelIn(id));
      return guilds;
    },
    async crash() {
      kill();
      bench.feeds = await open();
      await bench.feeds.begin();
    },
    async settled() {
      await expect.poll(() => stores.feedJobs.ids(), { timeout: 60_000 }).toEqual([]);
    },
  };
  bench.feeds = await open();
  onTestFinished(async () => {
    await bench.feeds.stop();
    clock.close();
    await store.close();
    await rm(dir, { recursive: true, force: true });
  });
  return bench;
}
