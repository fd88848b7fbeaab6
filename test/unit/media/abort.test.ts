import { getEventListeners } from "node:events";
import { expect, test } from "vitest";
import { linkAbort } from "../../../src/media/abort.ts";

test("a linked signal follows each of its sources, with the reason", () => {
  const sources = [new AbortController(), new AbortController()];
  const { signal, release } = linkAbort([undefined, ...sources.map((source) => source.signal)]);
  expect(signal.aborted).toBe(false);
  sources[1]?.abort("enough");
  expect([signal.aborted, signal.reason]).toEqual([true, "enough"]);
  release();
});

test("a source that was aborted before counts too", () => {
  expect(linkAbort([AbortSignal.abort("before")]).signal.reason).toBe("before");
});

test("a release leaves nothing behind in a signal that lives on", () => {
  const source = new AbortController();
  const links = Array.from({ length: 20 }, () => linkAbort([source.signal], 60_000));
  expect(getEventListeners(source.signal, "abort")).toHaveLength(20);
  for (const { release } of links) release();
  expect(getEventListeners(source.signal, "abort")).toEqual([]);
});
