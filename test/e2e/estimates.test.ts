import { expect, test } from "vitest";
import { ask, type Asked } from "../support/asking.ts";
import { textOf } from "../support/cards.ts";
import { setStage, type Stage } from "../support/stage.ts";

const QUICK = { runware: { renderMs: () => 500, cost: () => 0.05 } };

/** What the card says of price while nothing has come back yet. */
const priceOn = (asked: Asked): string | undefined =>
  / · (about [^·\n]+)$/m.exec(textOf(asked.card()))?.[1];

/** Seconds from now to the moment that a rendering card promises. */
async function readyInS(stage: Stage, asked: Asked): Promise<number> {
  await asked.rendering();
  const [, at] = /ready about <t:(\d+):R>/.exec(textOf(asked.card())) ?? [];
  return Number(at) - stage.clock.now() / 1000;
}

test("before anything was seen the price is the table's, and says that it is an estimate", async () => {
  const stage = await setStage(QUICK);
  expect(priceOn(await ask(stage))).toMatch(/^about \$0\.08 \(estimate\)$/);
});

test("after the first video the next card shows what it really cost", async () => {
  const stage = await setStage(QUICK);
  await (await ask(stage)).over();
  const next = await ask(stage, { results: 3 });
  expect(priceOn(next)).toBe("about $0.15");
});

test("a price that changed is followed", async () => {
  const price = { usd: 0.05 };
  const stage = await setStage({ runware: { renderMs: () => 500, cost: () => price.usd } });
  await (await ask(stage)).over();
  price.usd = 0.07;
  await (await ask(stage)).over();
  expect(priceOn(await ask(stage))).toBe("about $0.07");
});

test.each([{ audio: true }, { duration: 8 }, { resolution: "540p" }])(
  "what was learned does not spread to %o",
  async (other) => {
    const stage = await setStage(QUICK);
    await (await ask(stage)).over();
    expect(priceOn(await ask(stage, other))).toContain("(estimate)");
  },
);

test("a result without a cost teaches nothing about the price", async () => {
  const stage = await setStage(QUICK);
  stage.runware.faults.task(() => true, { noCost: true });
  await (await ask(stage)).over();
  expect(priceOn(await ask(stage))).toContain("(estimate)");
});

test("the price that was learned outlives a restart", async () => {
  const stage = await setStage(QUICK);
  await (await ask(stage)).over();
  await stage.stopBot();
  await stage.startBot();
  expect(priceOn(await ask(stage))).toBe("about $0.05");
});

test("PRICES stands in for the table, until a real cost is seen", async () => {
  const stage = await setStage({ ...QUICK, env: { PRICES: "360p:5:silent=1.5, 720p:5:silent=2" } });
  const first = await ask(stage);
  expect(priceOn(first)).toContain("about $1.50");
  await first.over();
  expect(priceOn(await ask(stage))).toBe("about $0.05");
});

test("the render time is learned, and the next card promises it", async () => {
  const stage = await setStage({ runware: { manual: true } });
  const first = await ask(stage);
  const promised = await readyInS(stage, first);
  expect(promised).toBeGreaterThan(20);
  expect(promised).toBeLessThan(40);
  const { taskUUID } = await first.task();
  stage.clock.advance(100_000);
  await stage.runware.finish(taskUUID);
  stage.clock.advance(20_000);
  await first.over();
  const learned = await readyInS(stage, await ask(stage));
  expect(learned).toBeGreaterThan(90);
});
