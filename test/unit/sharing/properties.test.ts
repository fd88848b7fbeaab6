import * as fc from "fast-check";
import { expect, test } from "vitest";
import { belongsInGallery } from "../../../src/sharing/gallery/entry.ts";
import { finished, GUILD, idOf, openBench, type Bench } from "./bench.ts";

const MEMBERS = ["700000000000000001", "700000000000000002", "700000000000000003"];
const numbers = fc.integer({ min: 0, max: 5 });

type Step =
  | { do: "end"; which: number; isPrivate: boolean }
  | { do: "delete" | "unlist" | "relist"; which: number }
  | { do: "mark"; which: number; by: number }
  | { do: "diesBeforeTheGalleryKnows"; which: number }
  | { do: "look" }
  | { do: "restart" };

const steps: fc.Arbitrary<Step[]> = fc.array(
  fc.oneof(
    {
      weight: 4,
      arbitrary: fc.record({
        do: fc.constant("end" as const),
        which: numbers,
        isPrivate: fc.boolean(),
      }),
    },
    {
      weight: 2,
      arbitrary: fc.record({
        do: fc.constantFrom("delete" as const, "unlist" as const, "relist" as const),
        which: numbers,
      }),
    },
    {
      weight: 3,
      arbitrary: fc.record({ do: fc.constant("mark" as const), which: numbers, by: fc.nat(2) }),
    },
    {
      weight: 1,
      arbitrary: fc.record({
        do: fc.constant("diesBeforeTheGalleryKnows" as const),
        which: numbers,
      }),
    },
    {
      weight: 2,
      arbitrary: fc.constantFrom({ do: "look" as const }, { do: "restart" as const }),
    },
  ),
  { maxLength: 40, size: "max" },
);

/** What a gallery would be if it were read from the records each time. */
interface Model {
  unlisted: Set<string>;
  marks: Map<string, Set<string>>;
  press: number;
}

// Two days, so that there are several pages.
const idFor = (which: number): string => idOf(which * 60 * 4);

async function take(step: Step, bench: Bench, model: Model): Promise<void> {
  if (step.do === "restart") return bench.restart();
  if (step.do === "look") return void (await bench.ids());
  const id = idFor(step.which);
  const record = await bench.stores.archive.get(id);
  switch (step.do) {
    case "end": {
      if (record !== undefined) return;
      return bench.end(finished(id, { request: { private: step.isPrivate } }));
    }
    case "delete":
      if (record === undefined) return;
      await bench.stores.archive.set(id, { ...record, deleted: { by: "1", at: 1 } });
      model.marks.delete(id);
      return bench.sharing.removed(record);
    case "diesBeforeTheGalleryKnows":
      if (record === undefined) return;
      await bench.stores.archive.set(id, { ...record, deleted: { by: "1", at: 1 } });
      return bench.restart();
    case "unlist":
      if (record === undefined) return;
      model.unlisted.add(id);
      return bench.sharing.unlist(record, "1");
    case "relist":
      if (record === undefined) return;
      model.unlisted.delete(id);
      return bench.sharing.relist(record);
    case "mark": {
      if (record === undefined) return;
      const memberId = MEMBERS[step.by] ?? "";
      const marked = model.marks.get(id) ?? new Set();
      if (!marked.delete(memberId)) marked.add(memberId);
      model.marks.set(id, marked);
      model.press += 1;
      await bench.sharing.favourites.toggle(record, memberId, idOf(100_000 + model.press));
    }
  }
}

/** Every page, put together. */
async function everything(read: (number: number) => Promise<string[]>): Promise<string[]> {
  const ids: string[] = [];
  for (let number = 0; number < 5; number += 1) {
    for (const id of await read(number)) if (!ids.includes(id)) ids.push(id);
  }
  return ids;
}

test("whatever is done, and wherever the process dies, the gallery is what the records say", async () => {
  const run = async (plan: Step[]): Promise<void> => {
    const bench = await openBench();
    const model: Model = { unlisted: new Set(), marks: new Map(), press: 0 };
    for (const step of plan) await take(step, bench, model);
    const expected: string[] = [];
    for await (const row of bench.stores.archive.readAll()) {
      if ("value" in row && belongsInGallery(row.value) && !model.unlisted.has(row.id)) {
        expected.push(row.id);
      }
    }
    const newestFirst = (ids: string[]): string[] =>
      ids.toSorted((a, b) => (BigInt(a) < BigInt(b) ? 1 : -1));
    expect(await everything((number) => bench.ids({}, number))).toEqual(newestFirst(expected));
    for (const memberId of MEMBERS) {
      const own = expected.filter((id) => model.marks.get(id)?.has(memberId));
      const read = (number: number) =>
        bench.ids({ favourites: true, sort: "newest" }, number, { memberId });
      expect(await everything(read)).toEqual(newestFirst(own));
    }
    for (const id of expected) {
      const { count } = await bench.sharing.favourites.of({ id, guildId: GUILD }, "0");
      expect(count).toBe(model.marks.get(id)?.size ?? 0);
    }
  };
  await fc.assert(fc.asyncProperty(steps, run), { numRuns: 100 });
});
