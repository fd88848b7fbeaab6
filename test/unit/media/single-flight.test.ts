import { setImmediate } from "node:timers/promises";
import { expect, test } from "vitest";
import { createSingleFlight } from "../../../src/media/single-flight.ts";

test("work that failed is begun anew the next time", async () => {
  const flights = createSingleFlight();
  const failing = flights.run("g", "k", () => Promise.reject(new Error("once")));
  await expect(failing).rejects.toThrow("once");
  expect(await flights.run("g", "k", async () => "again")).toBe("again");
});

test("the same key in two groups is two pieces of work", async () => {
  const flights = createSingleFlight();
  const both = [
    flights.run("a", "k", async () => "of a"),
    flights.run("b", "k", async () => "of b"),
  ];
  expect(await Promise.all(both)).toEqual(["of a", "of b"]);
});

test("a cancel reaches its own group alone and waits until the work has let go", async () => {
  const flights = createSingleFlight();
  const ended: string[] = [];
  const work = (name: string) => async (signal: AbortSignal) => {
    while (!signal.aborted) await setImmediate();
    await setImmediate();
    ended.push(name);
  };
  const a = flights.run("a", "k", work("a"));
  const b = flights.run("b", "k", work("b"));
  await flights.cancel("a");
  expect(ended).toEqual(["a"]);
  await flights.cancel("b");
  await Promise.all([a, b]);
  expect(ended).toEqual(["a", "b"]);
});
