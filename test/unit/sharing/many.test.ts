import { expect, test } from "vitest";
import { GENERATION_VERSION } from "../../../src/generation/migrations.ts";
import { everywhere, finished, GUILD, idOf } from "./bench.ts";
import { openFileBench } from "./file-bench.ts";

const MANY = 10_000;
const WORDS = "paper boat red kite old harbour glass whale drifts over rooftops at dusk".split(" ");

const promptOf = (n: number): string =>
  `${Array.from({ length: 10 }, (_, at) => WORDS[(n * 7 + at * at * 3) % WORDS.length]).join(" ")} ${n}`;

/** A year of them in the archive, and none in the gallery yet. */
async function fullBench() {
  const bench = await openFileBench();
  for (let start = 0; start < MANY; start += 500) {
    const rows = Array.from({ length: 500 }, (_, at) => {
      const record = finished(idOf((start + at) * 52), {
        request: { prompt: promptOf(start + at) },
      });
      return [`archive:${record.id}`, JSON.stringify({ version: GENERATION_VERSION, record })];
    });
    const places = rows.map(() => "(?, ?)").join(", ");
    await bench.sql(`INSERT INTO keyv (key, value) VALUES ${places}`, ...rows.flat());
  }
  return bench;
}

const ids = (numbers: readonly number[]): string[] => numbers.map((n) => idOf(n * 52));

test(
  "among ten thousand a page reads its own four records, and only words all of them once",
  {
    timeout: 60_000,
  },
  async () => {
    const bench = await fullBench();
    bench.sharing.begin();
    const indexed = () => bench.stores.galleryIndexed.get("archive");
    await expect.poll(indexed, { timeout: 50_000 }).toMatchObject({ isDone: true });
    await bench.restart();
    const reads = async (act: () => Promise<unknown>): Promise<number> => {
      bench.read.length = 0;
      await act();
      return bench.read.length;
    };

    expect(await bench.ids()).toEqual(ids([9999, 9998, 9997, 9996]));
    expect(await reads(() => bench.ids({}, 1000))).toBe(4);
    expect(await bench.ids({}, 2499)).toEqual(ids([3, 2, 1, 0]));
    expect(await reads(() => bench.ids({ sort: "favourites" }, 500))).toBe(4);
    // Before anything is typed, nobody waits for the words of all.
    expect(await reads(() => bench.sharing.suggest(GUILD, "", everywhere))).toBeLessThan(1000);
    expect(await bench.ids({ search: promptOf(1234) })).toEqual(ids([1234]));
    expect(await reads(() => bench.ids({ search: "whale 77" }))).toBe(4);
    expect(await reads(() => bench.sharing.suggest(GUILD, "w", everywhere))).toBe(0);
  },
);
