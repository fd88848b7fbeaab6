import { expect, test } from "vitest";
import { UserError } from "../../../src/generation/errors.ts";
import { everywhere, finished, GUILD, idOf, openBench, READER } from "./bench.ts";

const other = "700000000000000002";
const generation = finished(idOf(1));

test("a press makes a favourite, the next one takes it back", async () => {
  const { sharing } = await openBench();
  expect(await sharing.favourites.toggle(generation, READER, idOf(2))).toEqual({
    count: 1,
    isOwn: true,
  });
  expect(await sharing.favourites.toggle(generation, READER, idOf(3))).toEqual({
    count: 0,
    isOwn: false,
  });
});

test("the same press counts once, also when its event comes again after the next one", async () => {
  const bench = await openBench();
  const { toggle, of } = bench.sharing.favourites;
  await toggle(generation, READER, idOf(2));
  expect(await toggle(generation, READER, idOf(2))).toEqual({ count: 1, isOwn: true });
  await toggle(generation, READER, idOf(3));
  await toggle(generation, READER, idOf(2));
  await toggle(generation, READER, idOf(3));
  expect(await of(generation, READER)).toEqual({ count: 0, isOwn: false });
});

test("many members at once are each counted", async () => {
  const { sharing } = await openBench();
  const members = Array.from({ length: 50 }, (_, index) => `7000000000000001${index + 10}`);
  const presses = members.map((member, index) =>
    sharing.favourites.toggle(generation, member, idOf(2 + index)),
  );
  await Promise.all(presses);
  expect(await sharing.favourites.of(generation, other)).toEqual({ count: 50, isOwn: false });
});

test("a member's own are on all their servers, the last one made so first", async () => {
  const bench = await openBench();
  const elsewhere = finished(idOf(5), { guildId: "222222222222222223" });
  await bench.end(generation, finished(idOf(2)), elsewhere);
  await bench.sharing.favourites.toggle(elsewhere, READER, idOf(10));
  await bench.sharing.favourites.toggle(generation, READER, idOf(11));
  expect(await bench.ids({ favourites: true })).toEqual([idOf(1), idOf(5)]);
  expect(await bench.ids({ favourites: true, sort: "newest" })).toEqual([idOf(5), idOf(1)]);
});

test("those on a server that the reader has left are not shown to them", async () => {
  const bench = await openBench();
  const elsewhere = finished(idOf(5), { guildId: "222222222222222223" });
  await bench.end(generation, elsewhere);
  await bench.sharing.favourites.toggle(elsewhere, READER, idOf(10));
  await bench.sharing.favourites.toggle(generation, READER, idOf(11));
  const sightIn = async (guildId: string) => (guildId === GUILD ? everywhere : null);
  expect(await bench.ids({ favourites: true }, 0, { sightIn })).toEqual([idOf(1)]);
});

test("the words of the prompt are looked for among a member's own as well", async () => {
  const bench = await openBench();
  const boat = finished(idOf(2), { request: { prompt: "A paper boat" } });
  const kite = finished(idOf(3), { request: { prompt: "A red kite" } });
  await bench.end(boat, kite, finished(idOf(4), { request: { prompt: "another boat" } }));
  await bench.sharing.favourites.toggle(boat, READER, idOf(10));
  await bench.sharing.favourites.toggle(kite, READER, idOf(11));
  expect(await bench.ids({ favourites: true, search: "boat" })).toEqual([boat.id]);
});

test("a crash between a member's list and the mark leaves no favourite, and the press can come again", async () => {
  const bench = await openBench();
  await bench.end(generation);
  // What the process wrote before it died.
  await bench.stores.favouriteLists.set(READER, [{ generationId: generation.id, guildId: GUILD }]);
  expect(await bench.ids({ favourites: true })).toEqual([]);
  await bench.sharing.favourites.toggle(generation, READER, idOf(2));
  expect(await bench.ids({ favourites: true })).toEqual([generation.id]);
  expect(await bench.stores.favouriteLists.get(READER)).toHaveLength(1);
});

test("a crash between the mark and a member's list leaves the favourite taken back", async () => {
  const bench = await openBench();
  await bench.end(generation);
  await bench.sharing.favourites.toggle(generation, READER, idOf(2));
  const list = await bench.stores.favouriteLists.get(READER);
  await bench.sharing.favourites.toggle(generation, READER, idOf(3));
  await bench.stores.favouriteLists.set(READER, list ?? []);
  await bench.restart();
  expect(await bench.ids({ favourites: true })).toEqual([]);
});

test("a list that is full says so, and no mark is left", async () => {
  const bench = await openBench();
  const full = Array.from({ length: 5000 }, (_, index) => ({
    generationId: idOf(-1 - index),
    guildId: GUILD,
  }));
  await bench.stores.favouriteLists.set(READER, full);
  await expect(bench.sharing.favourites.toggle(generation, READER, idOf(2))).rejects.toThrow(
    UserError,
  );
  expect(await bench.sharing.favourites.of(generation, READER)).toEqual({ count: 0, isOwn: false });
});

test("nothing of a guild stays in members' lists once its data is purged", async () => {
  const bench = await openBench();
  const elsewhere = finished(idOf(5), { guildId: "222222222222222223" });
  await bench.sharing.favourites.toggle(elsewhere, READER, idOf(10));
  await bench.sharing.favourites.toggle(generation, READER, idOf(11));
  expect(await bench.sharing.purge(GUILD, () => true)).toBe(1);
  expect(await bench.stores.favouriteLists.get(READER)).toEqual([
    { generationId: idOf(5), guildId: "222222222222222223" },
  ]);
});
