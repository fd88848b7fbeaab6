import { expect, onTestFinished, test } from "vitest";
import { createRecountCards } from "../../../src/discord/delivery/recount-cards.ts";
import { RetryableError } from "../../../src/generation/errors.ts";
import type { Generation } from "../../../src/generation/generation.ts";
import { SAMPLE_NOW, sampleGeneration } from "../../support/sample-generation.ts";

const MINUTE_MS = 60_000;
/** Discord's documentation, "Snowflakes". */
const EPOCH_MS = 1_420_070_400_000;

/** A clock that moves by hand alone. */
function handClock() {
  let now = SAMPLE_NOW;
  const timers = new Set<{ at: number; call: () => void }>();
  return {
    now: () => now,
    after(delayMs: number, call: () => void) {
      const timer = { at: now + delayMs, call };
      timers.add(timer);
      return () => void timers.delete(timer);
    },
    advance(ms: number) {
      now += ms;
      for (const timer of timers) {
        if (timer.at > now) continue;
        timers.delete(timer);
        timer.call();
      }
    },
  };
}

function scene(answer: (id: string) => Promise<boolean> = () => Promise.resolve(true)) {
  const clock = handClock();
  const drawn: string[] = [];
  const recount = createRecountCards({
    async redraw(id) {
      drawn.push(id);
      return answer(id);
    },
    clock,
    log: { debug() {}, info() {} },
  });
  onTestFinished(() => recount.stop());
  /** A card that was posted so long ago. */
  const card = (
    number: number,
    ageMs: number,
    change: Partial<Generation["card"]> = {},
  ): Generation => {
    const at = BigInt(clock.now() - ageMs - EPOCH_MS) << 22n;
    const generation = sampleGeneration({ id: `10000000000000000${number}`, state: "done" });
    const messageId = String(at + BigInt(number));
    return { ...generation, card: { ...generation.card, messageId, ...change } };
  };
  /** Lets this much time go by, and whatever is due by then happen. */
  const pass = async (ms: number): Promise<void> => {
    clock.advance(ms);
    await new Promise((resolve) => setImmediate(resolve));
  };
  return { recount, drawn, card, pass };
}

test("presses one after another become one edit of a card, and later ones another", async () => {
  const { recount, drawn, card, pass } = scene();
  const [one, two] = [card(1, MINUTE_MS), card(2, MINUTE_MS)];
  for (const generation of [one, two, one, one]) recount.soon(generation);
  await pass(4000);
  expect(drawn).toEqual([]);
  await pass(1000);
  expect(drawn).toEqual([one.id, two.id]);
  recount.soon(one);
  await pass(5000);
  expect(drawn).toEqual([one.id, two.id, one.id]);
});

test("a card that only its owner sees is left alone", async () => {
  const { recount, drawn, card, pass } = scene();
  recount.soon(card(1, MINUTE_MS, { ephemeral: true }));
  recount.soon(card(2, MINUTE_MS, { messageId: null }));
  await pass(60 * MINUTE_MS);
  expect(drawn).toEqual([]);
});

test("a card that Discord refuses to change is not tried again", async () => {
  const { recount, drawn, card, pass } = scene(() => Promise.resolve(false));
  for (let tries = 0; tries < 3; tries += 1) {
    recount.soon(card(1, MINUTE_MS));
    await pass(5000);
  }
  expect(drawn).toHaveLength(1);
});

test("one about which Discord said nothing is tried with the next press", async () => {
  const { recount, drawn, card, pass } = scene(() => Promise.reject(new RetryableError("silence")));
  for (let tries = 0; tries < 3; tries += 1) {
    recount.soon(card(1, MINUTE_MS));
    await pass(5000);
  }
  expect(drawn).toHaveLength(3);
});

test("of the old cards of a channel one is changed every ten minutes, and no more wait than an hour", async () => {
  const { recount, drawn, card, pass } = scene();
  for (let number = 0; number < 9; number += 1) recount.soon(card(number, 90 * MINUTE_MS));
  const seen: number[] = [];
  for (let minutes = 0; minutes < 120; minutes += 10) {
    await pass(10 * MINUTE_MS);
    seen.push(drawn.length);
  }
  expect(seen.slice(0, 6)).toEqual([1, 2, 3, 4, 5, 6]);
  expect(seen.at(-1)).toBe(6);
});

test("after a refusal the other old cards of its channel are left alone for more than an hour", async () => {
  const { recount, drawn, card, pass } = scene((id) => Promise.resolve(!id.endsWith("1")));
  recount.soon(card(1, 90 * MINUTE_MS));
  await pass(5000);
  recount.soon(card(2, 90 * MINUTE_MS));
  await pass(60 * MINUTE_MS);
  expect(drawn).toHaveLength(1);
  recount.soon(card(2, 150 * MINUTE_MS));
  await pass(60 * MINUTE_MS);
  expect(drawn).toHaveLength(2);
});
