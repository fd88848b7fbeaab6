import { onTestFinished } from "vitest";
import { GenerationSchema, type Generation } from "../../../src/generation/generation.ts";
import type { Clock, Log } from "../../../src/generation/ports.ts";
import { createSharing, type Sharing } from "../../../src/sharing/create-sharing.ts";
import type { Elsewhere } from "../../../src/sharing/elsewhere.ts";
import type { MaySee, Wanted } from "../../../src/sharing/gallery/wanted.ts";
import type { Item, Reader } from "../../../src/sharing/gallery/page.ts";
import type { CardMessages, FileAddress } from "../../../src/sharing/ports.ts";
import { openCollections } from "../../../src/stores/collections.ts";
import { openStore } from "../../../src/stores/open-store.ts";
import { createFastClock } from "../../support/fast-clock.ts";
import { sampleGeneration } from "../../support/sample-generation.ts";

export const GUILD = "222222222222222222";
export const READER = "700000000000000001";

const SILENT: Log = { debug() {}, info() {}, warn() {}, error() {} };
const DISCORD_EPOCH_MS = 1_420_070_400_000;

/** The id of something that happened at this moment. */
export const idAt = (atMs: number, of = 0): string =>
  String((BigInt(atMs - DISCORD_EPOCH_MS) << 22n) + BigInt(of));

/** So many minutes after a morning in November. */
export const idOf = (minutes: number): string => idAt(Date.UTC(2026, 10, 1, 8) + minutes * 60_000);

type Change = Parameters<typeof sampleGeneration>[0];

/** A finished generation whose video plays on its card. */
export function finished(id: string, change: Change = {}): Generation {
  return GenerationSchema.parse(
    sampleGeneration({
      id,
      state: "done",
      guildId: GUILD,
      card: { messageId: `9${id.slice(1)}`, ephemeral: false, token: null, tokenExpiresAt: 0 },
      videos: [
        {
          videoUUID: "6f24df34-b924-4132-91dd-cd3c0c9c5471",
          url: "https://im.runware.ai/video/1.mp4",
          seed: 7,
          costMicroUsd: 77_100,
          flagged: false,
          review: null,
          posted: { as: "file", fileName: "boat-1.mp4" },
        },
      ],
      ...change,
    }),
  );
}

export const EVERYTHING: Wanted = {
  memberId: null,
  style: null,
  search: null,
  favourites: false,
  from: null,
  until: null,
  sort: null,
};

export const everywhere: MaySee = () => true;

export interface Bench {
  sharing: Sharing;
  stores: ReturnType<typeof openCollections>;
  clock: ReturnType<typeof createFastClock>;
  /** Each time a message was asked for, its id. */
  asked: string[];
  /** Each time a record was read, its id. */
  read: string[];
  /** What Discord says of a message. */
  answers: Map<string, Awaited<ReturnType<CardMessages["fetch"]>> | Error>;
  privateThreads: Set<string>;
  /** What shows results beside their cards. */
  elsewhere: Elsewhere[];
  /** As the runner does at the end of a generation. */
  end(...generations: readonly Generation[]): Promise<void>;
  /** The ids on a page as somebody sees it who sees everything. */
  ids(wanted?: Partial<Wanted>, number?: number, reader?: Partial<Reader>): Promise<string[]>;
  items(wanted?: Partial<Wanted>, number?: number, reader?: Partial<Reader>): Promise<Item[]>;
  /** Everything in memory is gone, as after a restart. */
  restart(): Promise<void>;
}

/** Sharing on a store, in memory unless told, with a Discord that answers what it is told to. */
export async function openBench(storeUrl = "memory:"): Promise<Bench> {
  const store = await openStore(storeUrl);
  const stores = openCollections(store);
  const clock = createFastClock(0);
  const asked: string[] = [];
  const read: string[] = [];
  const archive: typeof stores.archive = {
    ...stores.archive,
    getMany(ids) {
      read.push(...ids);
      return stores.archive.getMany(ids);
    },
  };
  const answers: Bench["answers"] = new Map();
  const privateThreads = new Set<string>();
  const elsewhere: Elsewhere[] = [];
  const create = (): Sharing =>
    createSharing({
      stores: { ...stores, archive },
      find: async (id) => (await stores.unfinished.get(id)) ?? stores.archive.get(id),
      messages: {
        async fetch(_, messageId) {
          asked.push(messageId);
          const answer = answers.get(messageId) ?? [file(clock, 24)];
          if (answer instanceof Error) throw answer;
          return answer;
        },
      },
      threads: { isPrivate: async (channelId) => privateThreads.has(channelId) },
      copies: async () => [],
      elsewhere,
      clock,
      log: SILENT,
    });
  const bench: Bench = {
    sharing: create(),
    stores,
    clock,
    asked,
    read,
    answers,
    privateThreads,
    elsewhere,
    async end(...generations) {
      for (const generation of generations) {
        await stores.unfinished.set(generation.id, generation);
        await bench.sharing.finished(generation);
        await stores.archive.set(generation.id, generation);
        await stores.unfinished.delete(generation.id);
      }
    },
    async items(wanted = {}, number = 0, reader = {}) {
      const whole: Reader = {
        memberId: READER,
        guildId: GUILD,
        maySee: everywhere,
        sightIn: async () => everywhere,
        ...reader,
      };
      return (await bench.sharing.readPage(whole, { ...EVERYTHING, ...wanted }, number)).items;
    },
    ids: async (...asked) => (await bench.items(...asked)).map(({ generation }) => generation.id),
    async restart() {
      await bench.sharing.stop();
      bench.sharing = create();
    },
  };
  onTestFinished(async () => {
    await bench.sharing.stop();
    clock.close();
    await store.close();
  });
  return bench;
}

/** A file whose address lives for so many hours of this clock. */
export function file(clock: Clock, hours: number, fileName = "boat-1.mp4"): FileAddress {
  const ex = Math.floor((clock.now() + hours * 3_600_000) / 1000).toString(16);
  return {
    fileName,
    url: `https://cdn.discordapp.com/attachments/1/2/${fileName}?ex=${ex}&is=0&hm=0`,
  };
}
