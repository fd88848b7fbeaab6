import { expect, test } from "vitest";
import { UserError } from "../../../src/generation/errors.ts";
import type { Generation } from "../../../src/generation/generation.ts";
import { createRepeats } from "../../../src/generation/repeats.ts";
import { sampleGeneration } from "../../support/sample-generation.ts";

const PARENT = "111111111111111111";

function setUp() {
  const records = new Map<string, Generation>();
  const repeats = createRepeats({ find: async (id) => records.get(id) });
  const begun: string[] = [];
  const press = (id: string, state: Generation["state"] = "queued") =>
    repeats.once(PARENT, id, async () => {
      begun.push(id);
      records.set(id, sampleGeneration({ id, state }));
    });
  return { records, repeats, begun, press };
}

test("presses at the same moment begin one repeat", async () => {
  const { press, begun } = setUp();
  const outcomes = await Promise.allSettled(["1", "2", "3"].map((id) => press(id)));
  expect(begun).toEqual(["1"]);
  expect(outcomes.filter(({ status }) => status === "rejected")).toHaveLength(2);
});

test("a press while the repeat is under way is refused in words", async () => {
  const { press } = setUp();
  await press("1");
  await expect(press("2")).rejects.toThrow(UserError);
});

test("presses at the same moment, after a repeat that ended, begin one more", async () => {
  const { press, begun } = setUp();
  await press("1", "failed");
  await Promise.allSettled(["2", "3"].map((id) => press(id)));
  expect(begun).toEqual(["1", "2"]);
});

test("a replayed event is left to its record", async () => {
  const { press, begun } = setUp();
  await press("1");
  await press("1");
  expect(begun).toEqual(["1", "1"]);
});

test("a repeat that was refused leaves the way free for the next", async () => {
  const { repeats, press, begun } = setUp();
  const refused = repeats.once(PARENT, "1", () => Promise.reject(new UserError("not here")));
  await expect(refused).rejects.toThrow("not here");
  await press("2");
  expect(begun).toEqual(["2"]);
});

test("repeats of other generations do not wait for each other", async () => {
  const { repeats, press, begun } = setUp();
  await press("1");
  await repeats.once("222222222222222222", "2", async () => begun.push("2"));
  expect(begun).toEqual(["1", "2"]);
});
