import { expect, test } from "vitest";
import { EVERYTHING, finished, GUILD, idAt, idOf, openBench, READER } from "./bench.ts";
import { openFileBench } from "./file-bench.ts";

const DAY = 60 * 24;
const breakRecord = "UPDATE keyv SET value = 'no JSON' WHERE key LIKE ?";

test("an archive from before there were galleries is taken into them, once", async () => {
  const bench = await openBench();
  for (let minute = 0; minute < 250; minute += 1) {
    const guildId = minute % 2 === 0 ? GUILD : "222222222222222223";
    const generation = finished(idOf(minute), { guildId, request: { private: minute === 248 } });
    await bench.stores.archive.set(generation.id, generation);
  }
  bench.sharing.begin();
  await expect
    .poll(() => bench.stores.galleryIndexed.get("archive"))
    .toMatchObject({ isDone: true });
  expect(await bench.ids()).toEqual([idOf(246), idOf(244), idOf(242), idOf(240)]);
  expect(await bench.ids({}, 0, { guildId: "222222222222222223" })).toContain(idOf(249));
});

test("taking in an archive goes on where it was left", async () => {
  const bench = await openBench();
  for (const minute of [1, 2, 3]) {
    await bench.stores.archive.set(idOf(minute), finished(idOf(minute)));
  }
  await bench.stores.galleryIndexed.set("archive", { upTo: idOf(2), isDone: false });
  bench.sharing.begin();
  await expect
    .poll(() => bench.stores.galleryIndexed.get("archive"))
    .toMatchObject({ isDone: true });
  expect(await bench.ids()).toEqual([idOf(3)]);
});

test("a page that cannot be read is made anew from the archive, but for what was taken out", async () => {
  const bench = await openFileBench();
  const hidden = finished(idOf(2));
  await bench.end(finished(idOf(1)), hidden, finished(idOf(DAY)));
  await bench.sharing.unlist(hidden, READER);
  await bench.sql(breakRecord, "gallery:%:2026-11-01");
  await bench.restart();
  expect(await bench.ids()).toEqual([idOf(DAY), idOf(1)]);
  await bench.restart();
  expect(await bench.ids()).toEqual([idOf(DAY), idOf(1)]);
});

test("what ends on a day whose page cannot be read finds the others there", async () => {
  const bench = await openFileBench();
  await bench.end(finished(idOf(1)));
  await bench.sql(breakRecord, "gallery:%:2026-11-01");
  await bench.end(finished(idOf(2)));
  expect(await bench.ids()).toEqual([idOf(2), idOf(1)]);
});

test("days that cannot be read are found again by their pages", async () => {
  const bench = await openFileBench();
  await bench.end(finished(idOf(1)), finished(idOf(DAY)));
  await bench.sql(breakRecord, "gallery-days:%");
  await bench.restart();
  expect(await bench.ids()).toEqual([idOf(DAY), idOf(1)]);
});

test("marks that cannot be read are found again in the members' lists, and can be taken back", async () => {
  const bench = await openFileBench();
  const generation = finished(idOf(1));
  await bench.end(generation);
  const { favourites } = bench.sharing;
  await favourites.toggle(generation, READER, idOf(2));
  await favourites.toggle(generation, "700000000000000002", idOf(3));
  await bench.sql(breakRecord, "favourites:%");
  expect(await favourites.of(generation, READER)).toEqual({ count: 2, isOwn: true });
  expect(await favourites.toggle(generation, READER, idOf(4))).toEqual({ count: 1, isOwn: false });
});

test("a member's list that cannot be read begins anew, and counts nothing wrong", async () => {
  const bench = await openFileBench();
  const generation = finished(idOf(1));
  const another = finished(idOf(2));
  await bench.end(generation, another);
  await bench.sharing.favourites.toggle(generation, READER, idOf(3));
  await bench.sql(breakRecord, "favourite-lists:%");
  await bench.sharing.favourites.toggle(another, READER, idOf(4));
  expect(await bench.ids({ favourites: true })).toEqual([another.id]);
  expect((await bench.sharing.favourites.of(generation, READER)).count).toBe(1);
});

test("a record that cannot be read takes its entry out of the gallery, and nothing else", async () => {
  const bench = await openFileBench();
  await bench.end(finished(idOf(1)), finished(idOf(2)), finished(idOf(3)));
  await bench.sql(breakRecord, `archive:${idOf(2)}`);
  await bench.restart();
  expect(await bench.ids()).toEqual([idOf(3), idOf(1)]);
  expect(await bench.ids({ search: "boat" })).toHaveLength(2);
});

test("an open gallery is kept for a day, for its reader alone", async () => {
  const bench = await openBench();
  const { views } = bench.sharing;
  const id = idAt(bench.clock.now());
  await views.keep(GUILD, id, { readerId: READER, wanted: EVERYTHING });
  expect(await views.find(GUILD, id, READER)).toEqual(EVERYTHING);
  expect(await views.find(GUILD, id, "700000000000000002")).toBeUndefined();
  bench.clock.advance(25 * 60 * 60_000);
  await expect.poll(() => bench.stores.galleryViews.ids()).toEqual([]);
});
