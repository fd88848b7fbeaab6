import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { nonceOf } from "../../../src/discord/nonce.ts";
import { createPace } from "../../../src/discord/feeds/pace.ts";

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

test("requests are begun fifteen a second, and never more than ten are under way", async () => {
  const pace = createPace();
  let begun = 0;
  const answers: (() => void)[] = [];
  for (let request = 0; request < 40; request += 1) {
    void pace.run(() => {
      begun += 1;
      return new Promise<void>((resolve) => answers.push(resolve));
    });
  }
  await vi.advanceTimersByTimeAsync(5000);
  expect(begun).toBe(10);
  for (const answer of answers.splice(0)) answer();
  await vi.advanceTimersByTimeAsync(1);
  expect(begun).toBe(20);
  for (const expected of [30, 40]) {
    for (const answer of answers.splice(0)) answer();
    await vi.advanceTimersByTimeAsync(1000);
    expect(begun).toBe(expected);
  }
});

test("a nonce fits Discord's 25 characters, and no two guilds or generations share one", () => {
  const ids = ["1", "1440000000000000001", "1440000000000000002", "18446744073709551615"];
  const nonces = ids.flatMap((generation) => ids.map((guild) => nonceOf(generation, guild, "f")));
  expect(new Set(nonces).size).toBe(ids.length ** 2);
  for (const nonce of nonces) expect(nonce.length).toBeLessThanOrEqual(25);
});
