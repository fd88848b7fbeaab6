import { expect, test } from "vitest";
import { createKeyTurns } from "../../../src/generation/key-turns.ts";

/** A step that ends when it is told to. */
function held(): { step: () => Promise<void>; end: () => void } {
  let end = (): void => {};
  const ended = new Promise<void>((resolve) => {
    end = resolve;
  });
  return { step: () => ended, end };
}

test("steps of one key run one after another, in the order they came", async () => {
  const turns = createKeyTurns();
  const events: string[] = [];
  const first = held();
  const one = turns.run("a", async () => {
    events.push("first begins");
    await first.step();
    events.push("first ends");
  });
  const two = turns.run("a", async () => {
    events.push("second");
  });
  const three = turns.run("a", async () => {
    events.push("third");
  });
  first.end();
  await Promise.all([one, two, three]);
  expect(events).toEqual(["first begins", "first ends", "second", "third"]);
});

test("steps of different keys do not wait for each other", async () => {
  const turns = createKeyTurns();
  const first = held();
  const one = turns.run("a", first.step);
  await expect(turns.run("b", async () => "done")).resolves.toBe("done");
  first.end();
  await one;
});

test("a step that fails fails its own caller only", async () => {
  const turns = createKeyTurns();
  const one = turns.run("a", async () => {
    throw new Error("no");
  });
  const two = turns.run("a", async () => "done");
  await expect(one).rejects.toThrow("no");
  await expect(two).resolves.toBe("done");
});

test("a key is forgotten when nobody waits for it any more, also after failures", async () => {
  const turns = createKeyTurns();
  const steps = Array.from({ length: 300 }, (_, n) =>
    turns.run(`${n % 100}`, async () => {
      if (n % 2 === 0) throw new Error("no");
    }),
  );
  expect(turns.size()).toBe(100);
  await Promise.allSettled(steps);
  expect(turns.size()).toBe(0);
});
