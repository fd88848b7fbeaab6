import { expect, test } from "vitest";
import { RetryableError } from "../../../src/generation/errors.ts";
import { file, finished, idOf, openBench } from "./bench.ts";

const HOUR_MS = 3_600_000;

test("a message is asked for once, as long as its addresses live", async () => {
  const bench = await openBench();
  await bench.end(finished(idOf(1)));
  const [first] = await bench.items();
  bench.clock.advance(20 * HOUR_MS);
  expect((await bench.items())[0]?.files).toEqual(first?.files);
  expect(bench.asked).toHaveLength(1);
  bench.clock.advance(4 * HOUR_MS);
  expect((await bench.items())[0]?.files).not.toEqual(first?.files);
  expect(bench.asked).toHaveLength(2);
});

test("only those whose addresses have ended are asked for again", async () => {
  const bench = await openBench();
  const generation = finished(idOf(1));
  await bench.end(generation, finished(idOf(2)));
  const { messageId } = generation.card;
  bench.answers.set(messageId ?? "", [file(bench.clock, 3)]);
  await bench.items();
  bench.asked.length = 0;
  bench.clock.advance(4 * HOUR_MS);
  await bench.items();
  expect(bench.asked).toEqual([messageId]);
});

test("an address that ends within minutes is renewed before somebody watches it", async () => {
  const bench = await openBench();
  await bench.end(finished(idOf(1)));
  await bench.items();
  bench.clock.advance(24 * HOUR_MS - 60_000);
  await bench.items();
  expect(bench.asked).toHaveLength(2);
});

test("two readers of one page ask once", async () => {
  const bench = await openBench();
  await bench.end(finished(idOf(1)));
  await Promise.all([bench.items(), bench.items()]);
  expect(bench.asked).toHaveLength(1);
});

test("a deleted message is said to be gone once, and leaves the gallery", async () => {
  const bench = await openBench();
  const generation = finished(idOf(1));
  await bench.end(generation, finished(idOf(2)));
  bench.answers.set(generation.card.messageId ?? "", "gone");
  expect((await bench.items()).map(({ files }) => files === "gone")).toEqual([false, true]);
  expect(await bench.ids()).toEqual([idOf(2)]);
});

test("one that the bot may not look at stays, and is not asked for again and again", async () => {
  const bench = await openBench();
  const generation = finished(idOf(1));
  await bench.end(generation);
  bench.answers.set(generation.card.messageId ?? "", "closed");
  await bench.items();
  expect((await bench.items())[0]?.files).toBe("closed");
  expect(bench.asked).toHaveLength(1);
});

test("no answer from Discord hides nothing else, and is asked for the next time", async () => {
  const bench = await openBench();
  const generation = finished(idOf(1));
  await bench.end(generation, finished(idOf(2)));
  const messageId = generation.card.messageId ?? "";
  bench.answers.set(messageId, new RetryableError("no answer"));
  const files = (await bench.items()).map((item) => item.files);
  expect(files).toEqual([[expect.objectContaining({ fileName: "boat-1.mp4" })], "unknown"]);
  bench.answers.delete(messageId);
  expect((await bench.items())[1]?.files).toHaveLength(1);
});

test("after the clock was set back nobody knows when an address ends: it is asked for", async () => {
  const bench = await openBench();
  await bench.end(finished(idOf(1)));
  await bench.items();
  bench.clock.setBack(HOUR_MS);
  await bench.items();
  expect(bench.asked).toHaveLength(2);
});

test("only the videos of the card are shown, in their order", async () => {
  const bench = await openBench();
  const generation = finished(idOf(1));
  const [video] = generation.videos;
  if (video === undefined) throw new Error("there is one");
  const videos = [1, 2].map((number) => ({
    ...video,
    posted: { as: "file" as const, fileName: `boat-${number}.mp4` },
  }));
  await bench.end({ ...generation, videos });
  const named = (name: string) => file(bench.clock, 24, name);
  bench.answers.set(generation.card.messageId ?? "", [
    named("boat-2.mp4"),
    named("another.txt"),
    named("boat-1.mp4"),
  ]);
  const files = (await bench.items())[0]?.files;
  expect(files).toMatchObject([{ fileName: "boat-1.mp4" }, { fileName: "boat-2.mp4" }]);
});
