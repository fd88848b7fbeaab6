import { expect, onTestFinished, test } from "vitest";
import type { Entry } from "../../../src/sharing/gallery/entry.ts";
import type { Shelf } from "../../../src/sharing/gallery/shelf.ts";
import { createShelves, type Shelves } from "../../../src/sharing/gallery/shelves.ts";
import { createPromptIndex } from "../../../src/sharing/search/prompt-index.ts";
import { createFastClock, type FastClock } from "../../support/fast-clock.ts";

const entry: Entry = {
  memberId: "1",
  style: null,
  channelId: "2",
  parentChannelId: null,
  isPrivateThread: false,
};

const shelfOf = (entries: number): Shelf => ({
  entries: new Map(Array.from({ length: entries }, (_, index) => [String(index), entry])),
  marks: new Map(),
  prompts: undefined,
});

/** Shelves of so many entries each, and how often one was loaded. */
function open(entries: number): Shelves & { loads: string[]; clock: FastClock } {
  const clock = createFastClock(0);
  const loads: string[] = [];
  const shelves = createShelves(async (guildId) => {
    loads.push(guildId);
    return shelfOf(entries);
  }, clock);
  onTestFinished(() => {
    shelves.stop();
    clock.close();
  });
  return Object.assign(shelves, { loads, clock });
}
const search = (shelf: Shelf): void => {
  const done = Promise.resolve();
  shelf.prompts = { index: createPromptIndex(), newest: done, ready: done };
};

test("a gallery is loaded once for all who look at it at the same time", async () => {
  const shelves = open(1);
  await Promise.all([shelves.use("1"), shelves.use("1"), shelves.use("2")]);
  expect(shelves.loads).toEqual(["1", "2"]);
});

test("the galleries looked at longest ago leave memory when others need it", async () => {
  const shelves = open(90_000);
  await shelves.use("1");
  await shelves.use("2");
  await shelves.use("1");
  await shelves.use("3");
  expect(shelves.size()).toBe(2);
  await shelves.use("1");
  expect(shelves.loads).toEqual(["1", "2", "3"]);
});

test("a gallery larger than all that is allowed stays while it is in use", async () => {
  const shelves = open(300_000);
  await shelves.use("1");
  await shelves.use("1");
  expect(shelves.loads).toEqual(["1"]);
});

test("prompts ready to be searched go before the galleries themselves", async () => {
  const shelves = open(20_000);
  const first = await shelves.use("1");
  search(first);
  const second = await shelves.use("2");
  search(second);
  await shelves.use("2");
  expect([first.prompts, second.prompts]).toEqual([undefined, expect.anything()]);
  expect(shelves.size()).toBe(2);
});

test("what nobody looks at for a while leaves memory by itself", async () => {
  const shelves = open(1);
  await shelves.use("1");
  shelves.clock.advance(31 * 60_000);
  await expect.poll(() => shelves.size()).toBe(0);
});

test("a change reaches what is in memory, and one told while it is loaded as well", async () => {
  const shelves = open(0);
  const shelf = shelves.use("1");
  shelves.tell("1", ({ marks }) => void marks.set("7", {}));
  await shelves.change(
    "1",
    async () => {},
    ({ entries }) => void entries.set("8", entry),
  );
  expect([...(await shelf).marks.keys(), ...(await shelf).entries.keys()]).toEqual(["7", "8"]);
});

test("a change that the store does not take is not in memory either", async () => {
  const shelves = open(0);
  const shelf = await shelves.use("1");
  const change = shelves.change(
    "1",
    () => Promise.reject(new Error("full")),
    ({ entries }) => void entries.set("8", entry),
  );
  await expect(change).rejects.toThrow("full");
  expect(shelf.entries.size).toBe(0);
});
