import { expect, test } from "vitest";
import { createPromptIndex } from "../../../src/sharing/search/prompt-index.ts";
import { wordsOf } from "../../../src/sharing/search/words.ts";
import { everywhere, finished, GUILD, idOf, openBench } from "./bench.ts";

test.each([
  ["A Paper-boat, in THE rain!", ["a", "paper", "boat", "in", "the", "rain"]],
  ["Café crème", ["cafe", "creme"]],
  ["紙の船 in rain", ["紙", "の", "船", "in", "rain"]],
  ["🎏 8K", ["8k"]],
  ["…", []],
])("the words of %s", (text, words) => {
  expect(wordsOf(text)).toEqual(words);
});

function indexOf(prompts: Record<string, string>) {
  const index = createPromptIndex();
  for (const [id, prompt] of Object.entries(prompts)) index.add(id, prompt);
  return index;
}

test.each([
  ["boat", ["1", "2"]],
  ["PAPER boat", ["1"]],
  ["boat paper", ["1"]],
  ["lighth", ["3"]],
  ["lighthuose", ["3"]],
  ["boat lighthouse", []],
  ["…", []],
])("%s finds the prompts with all of its words", (text, ids) => {
  const index = indexOf({ 1: "a paper boat", 2: "the wooden boat", 3: "a lighthouse at dusk" });
  expect(index.find(text).toSorted()).toEqual(ids);
});

test("a whole prompt finds itself and not its neighbours, and is still forgiven a typo", () => {
  const index = indexOf({
    1: "a paper boat drifts past the old harbour at night",
    2: "a paper boats drifts past the old harbours at nights",
    3: "a piper boat drifts past the old harbour at night",
  });
  const found = (text: string) => index.find(text).toSorted();
  expect(found("a paper boat drifts past the old harbour at nigh")).toEqual(["1", "2"]);
  expect(found("a paper boat drifts past the old harbxur at night")).toEqual(["1", "3"]);
});

test("the best match comes first", () => {
  const index = indexOf({ 1: "boats, boaters and other things by the sea", 2: "a boat" });
  expect(index.find("boat")[0]).toBe("2");
});

test("a prompt that was taken out is not found, and can be added again", () => {
  const index = indexOf({ 1: "a paper boat" });
  index.remove("1");
  expect(index.find("boat")).toEqual([]);
  index.add("1", "a paper boat");
  expect(index.find("boat")).toEqual(["1"]);
});

test("what is suggested is one line of 100 characters at most, and no half emoji", () => {
  const index = indexOf({ 1: `a\n  boat ${"👩‍🚀".repeat(40)}` });
  const prompt = index.promptOf("1") ?? "";
  expect(prompt.length).toBeLessThanOrEqual(100);
  expect(prompt).toMatch(/^a boat (👩‍🚀)+$/u);
});

test("prompts are found from the records, and what ends later as well", async () => {
  const bench = await openBench();
  await bench.end(finished(idOf(1), { request: { prompt: "a paper boat" } }));
  expect(await bench.ids({ search: "boat" })).toEqual([idOf(1)]);
  await bench.end(finished(idOf(2), { request: { prompt: "a boat" } }));
  expect(await bench.ids({ search: "boat", sort: "newest" })).toEqual([idOf(2), idOf(1)]);
});

test("matching prompts are suggested, each once", async () => {
  const bench = await openBench();
  const prompts = ["a paper boat", "a paper boat", "a paper kite", "a red kite"];
  await bench.end(
    ...prompts.map((prompt, index) => finished(idOf(index), { request: { prompt } })),
  );
  const suggest = (typed: string) => bench.sharing.suggest(GUILD, typed, everywhere);
  expect((await suggest("pap")).toSorted()).toEqual(["a paper boat", "a paper kite"]);
  expect(await suggest("")).toEqual(["a red kite", "a paper kite", "a paper boat"]);
});

test("25 prompts are suggested at most", async () => {
  const bench = await openBench();
  const numbers = Array.from({ length: 40 }, (_, index) => index);
  await bench.end(...numbers.map((n) => finished(idOf(n), { request: { prompt: `a boat ${n}` } })));
  expect(await bench.sharing.suggest(GUILD, "boat", everywhere)).toHaveLength(25);
});

test("what was asked for where the reader cannot look is not suggested", async () => {
  const bench = await openBench();
  await bench.end(
    finished(idOf(1), { request: { prompt: "a secret boat" }, channelId: "800000000000000009" }),
    finished(idOf(2), { request: { prompt: "a boat" } }),
  );
  const suggest = (typed: string) =>
    bench.sharing.suggest(GUILD, typed, ({ channelId }) => channelId !== "800000000000000009");
  expect(await suggest("boat")).toEqual(["a boat"]);
  expect(await suggest("secret")).toEqual([]);
  expect(await suggest("")).toEqual(["a boat"]);
});

test("a gallery that nobody looks at for a while leaves memory, and is there when it is wanted", async () => {
  const bench = await openBench();
  await bench.end(finished(idOf(1), { request: { prompt: "a boat" } }));
  expect(await bench.ids({ search: "boat" })).toEqual([idOf(1)]);
  bench.clock.advance(31 * 60_000);
  expect(await bench.ids({ search: "boat" })).toEqual([idOf(1)]);
});
