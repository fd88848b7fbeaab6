import { expect, test } from "vitest";
import { EVERYTHING, finished, GUILD, idOf, openBench, READER } from "./bench.ts";

const other = "700000000000000002";

test("a finished video is in the gallery, the newest first", async () => {
  const bench = await openBench();
  await bench.end(finished(idOf(2)), finished(idOf(1)), finished(idOf(3)));
  expect(await bench.ids()).toEqual([idOf(3), idOf(2), idOf(1)]);
});

test("pages hold four results each, and one past the end is the last", async () => {
  const bench = await openBench();
  await bench.end(...Array.from({ length: 9 }, (_, index) => finished(idOf(index))));
  expect(await bench.ids({}, 1)).toEqual([idOf(4), idOf(3), idOf(2), idOf(1)]);
  expect(await bench.ids({}, 2)).toEqual([idOf(0)]);
  expect(await bench.ids({}, 99)).toEqual([idOf(0)]);
});

test.each([
  ["private", { request: { private: true } }],
  ["failed", { state: "failed" }],
  ["deleted", { deleted: { by: "1", at: 0 } }],
  ["on an ephemeral card", { card: { ...finished(idOf(1)).card, ephemeral: true } }],
  [
    "sent to its member directly",
    {
      place: {
        kind: "directMessage",
        because: "cardGone",
        channelId: "1",
        messageId: "2",
        attemptedAt: 1,
      },
    },
  ],
  [
    "withheld by the safety check",
    {
      videos: finished(idOf(1)).videos.map((video) => ({
        ...video,
        posted: { as: "withheld", fileName: null },
      })),
    },
  ],
] as const)("one that is %s never is", async (_, change) => {
  const bench = await openBench();
  await bench.end(finished(idOf(1), structuredClone(change) as Parameters<typeof finished>[1]));
  expect(await bench.ids()).toEqual([]);
});

test("one that was posted anew is found where it is now", async () => {
  const bench = await openBench();
  const place = {
    kind: "newMessage",
    because: "tooManyEdits",
    channelId: "800000000000000001",
    messageId: "900000000000000009",
    attemptedAt: 1,
  } as const;
  await bench.end(finished(idOf(1), { place }));
  await bench.items();
  expect(bench.asked).toEqual(["900000000000000009"]);
});

test("it is the same after a restart", async () => {
  const bench = await openBench();
  await bench.end(finished(idOf(1)), finished(idOf(60 * 24 * 40)));
  await bench.restart();
  expect(await bench.ids()).toEqual([idOf(60 * 24 * 40), idOf(1)]);
});

test("one whose record was not in the archive yet when the process died is there once", async () => {
  const bench = await openBench();
  const generation = finished(idOf(1));
  await bench.stores.unfinished.set(generation.id, generation);
  await bench.sharing.finished(generation);
  await bench.restart();
  expect(await bench.ids()).toEqual([idOf(1)]);
  await bench.end(generation);
  expect(await bench.ids()).toEqual([idOf(1)]);
});

test("one that was marked as deleted just before the process died is not shown, and taken out", async () => {
  const bench = await openBench();
  await bench.end(finished(idOf(1)), finished(idOf(2)));
  await bench.stores.archive.set(idOf(2), finished(idOf(2), { deleted: { by: "1", at: 5 } }));
  await bench.restart();
  expect(await bench.ids()).toEqual([idOf(1)]);
  expect(Object.keys((await bench.stores.gallery.get(`${GUILD}:2026-11-01`)) ?? {})).toEqual([
    idOf(1),
  ]);
});

test("a deleted one leaves the gallery, the search and the favourites", async () => {
  const bench = await openBench();
  const generation = finished(idOf(1), { request: { prompt: "a paper boat" } });
  await bench.end(generation);
  await bench.sharing.favourites.toggle(generation, READER, idOf(2));
  expect(await bench.ids({ search: "boat" })).toEqual([idOf(1)]);
  await bench.stores.archive.set(generation.id, { ...generation, deleted: { by: "1", at: 5 } });
  await bench.sharing.removed(generation);
  expect(await bench.ids()).toEqual([]);
  expect(await bench.ids({ search: "boat" })).toEqual([]);
  expect(await bench.ids({ favourites: true })).toEqual([]);
});

test("one that its member took out is not there, also after its end is written again, until it comes back", async () => {
  const bench = await openBench();
  const generation = finished(idOf(1));
  await bench.end(generation);
  await bench.sharing.unlist(generation, READER);
  await bench.end(generation);
  expect(await bench.ids()).toEqual([]);
  await bench.sharing.relist(generation);
  expect(await bench.ids()).toEqual([idOf(1)]);
});

test("results are chosen by member, style and day", async () => {
  const bench = await openBench();
  await bench.end(
    finished(idOf(1), { memberId: other }),
    finished(idOf(2), { request: { style: "clay" } }),
    finished(idOf(60 * 24)),
  );
  const dayTwo = Date.UTC(2026, 10, 2);
  expect(await bench.ids({ memberId: other })).toEqual([idOf(1)]);
  expect(await bench.ids({ style: "clay" })).toEqual([idOf(2)]);
  expect(await bench.ids({ from: dayTwo })).toEqual([idOf(60 * 24)]);
  expect(await bench.ids({ until: dayTwo })).toEqual([idOf(2), idOf(1)]);
  expect(await bench.ids({ memberId: other, style: "clay" })).toEqual([]);
});

test("the ones with the most favourites come first, and of equals the newer", async () => {
  const bench = await openBench();
  const all = [1, 2, 3].map((minute) => finished(idOf(minute)));
  await bench.end(...all);
  const [first, second] = all;
  if (first === undefined || second === undefined) throw new Error("there are three");
  await bench.sharing.favourites.toggle(first, READER, idOf(10));
  await bench.sharing.favourites.toggle(first, other, idOf(11));
  await bench.sharing.favourites.toggle(second, other, idOf(12));
  expect(await bench.ids({ sort: "favourites" })).toEqual([idOf(1), idOf(2), idOf(3)]);
  await bench.restart();
  expect(await bench.ids({ sort: "favourites" })).toEqual([idOf(1), idOf(2), idOf(3)]);
});

test("what the reader may not see is on no page and in no count", async () => {
  const bench = await openBench();
  await bench.end(finished(idOf(1)), finished(idOf(2), { channelId: "800000000000000009" }));
  const reader = {
    memberId: READER,
    guildId: GUILD,
    maySee: ({ channelId }: { channelId: string }) => channelId !== "800000000000000009",
    sightIn: async () => null,
  };
  const page = await bench.sharing.readPage(reader, EVERYTHING, 0);
  expect(page).toMatchObject({ total: 1, pages: 1, items: [{ generation: { id: idOf(1) } }] });
});

test("a card in a private thread is known as that", async () => {
  const bench = await openBench();
  bench.privateThreads.add("800000000000000007");
  const parentChannelId = "333333333333333333";
  await bench.end(
    finished(idOf(1), { channelId: "800000000000000007", parentChannelId }),
    finished(idOf(2), { channelId: "800000000000000008", parentChannelId }),
  );
  const openly = { maySee: (spot: { isPrivateThread: boolean }) => !spot.isPrivateThread };
  expect(await bench.ids({}, 0, openly)).toEqual([idOf(2)]);
});

test("another guild's results are in another gallery", async () => {
  const bench = await openBench();
  await bench.end(finished(idOf(1)), finished(idOf(2), { guildId: "222222222222222223" }));
  expect(await bench.ids()).toEqual([idOf(1)]);
  expect(await bench.ids({}, 0, { guildId: "222222222222222223" })).toEqual([idOf(2)]);
});
