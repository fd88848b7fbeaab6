import { expect, onTestFinished, test } from "vitest";
import { createClock } from "../../../playground/discord/clock.ts";
import { createSnowflakes, shardOf, snowflakeTime } from "../../../playground/discord/snowflake.ts";

function openClock() {
  const clock = createClock();
  onTestFinished(() => clock.close());
  return clock;
}

test("alarms ring in the order in which they come due, as soon as the clock passes them", () => {
  const clock = openClock();
  const rung: string[] = [];
  clock.alarm(2_000, () => rung.push("second"));
  clock.alarm(1_000, () => rung.push("first"));
  clock.alarm(100_000, () => rung.push("later"));

  clock.advance(2_000);

  expect(rung).toEqual(["first", "second"]);
});

test("an alarm that was called off does not ring", () => {
  const clock = openClock();
  const rung: string[] = [];
  const callOff = clock.alarm(1_000, () => rung.push("rung"));

  callOff();
  clock.advance(1_000);

  expect(rung).toEqual([]);
});

test("an alarm rings in real time too", async () => {
  const clock = openClock();

  await new Promise<void>((resolve) => clock.alarm(5, resolve));

  expect.assertions(0);
});

test("the clock does not go back", () => {
  expect(() => openClock().advance(-1)).toThrow(RangeError);
});

test("ids grow, carry their time, and find their shard", () => {
  const clock = openClock();
  const ids = createSnowflakes(clock);
  const before = clock.now();
  const made = [ids.next(), ids.next(), ids.nextFor(3, 5), ids.next()];

  expect(made.map(BigInt)).toEqual(made.map(BigInt).toSorted((a, b) => (a < b ? -1 : 1)));
  expect(new Set(made).size).toBe(4);
  expect(shardOf(made[2] ?? "0", 5)).toBe(3);
  expect(snowflakeTime(made[0] ?? "0")).toBeGreaterThanOrEqual(before);
  expect(made[0]).toMatch(/^\d{17,19}$/);
});
