import { expect, test } from "vitest";
import { createKeyTurns } from "../../../src/generation/key-turns.ts";
import { NO_FACTS } from "../../../src/discord/card/card-facts.ts";
import { createRefreshCard, type CardPress } from "../../../src/discord/delivery/refresh-card.ts";
import type { Generation } from "../../../src/generation/generation.ts";
import { SAMPLE_NOW, sampleGeneration } from "../../support/sample-generation.ts";

const CARD = "555555555555555555";

const done = (change: Partial<Omit<Generation, "request">> = {}): Generation =>
  sampleGeneration({
    state: "done",
    videos: [
      {
        videoUUID: "6f24df34-b924-4132-91dd-cd3c0c9c5470",
        url: "https://x.test/v.mp4",
        seed: 1,
        costMicroUsd: 1,
        flagged: false,
        review: null,
        posted: { as: "file", fileName: "a.mp4" },
      },
    ],
    ...change,
  });

const at = (generation: Generation) => async (): Promise<Generation> => generation;

/** Presses that note what was done with them, each held until it is let go. */
function scene(generation: Generation = done(), find = at(generation)) {
  const did: string[] = [];
  const held: (() => void)[] = [];
  let underWay = 0;
  const turns = createKeyTurns();
  const refresh = createRefreshCard({
    find,
    factsOf: async () => NO_FACTS,
    turns,
    clock: { now: () => SAMPLE_NOW, after: (_, call) => (setImmediate(call), () => {}) },
    log: { info: (_, message) => did.push(message) },
  });
  const hold = async (what: string): Promise<void> => {
    underWay += 1;
    did.push(underWay === 1 ? what : `${what} beside another`);
    await new Promise<void>((resolve) => held.push(resolve));
    underWay -= 1;
  };
  const press = (name: string, change: Partial<CardPress> = {}): CardPress => ({
    messageId: CARD,
    attachments: [],
    update: () => hold(`${name} updates`),
    acknowledge: async () => void did.push(`${name} waits`),
    edit: () => hold(`${name} edits`),
    ...change,
  });
  const letGo = async (): Promise<void> => {
    await expect.poll(() => held.length).toBeGreaterThan(0);
    held.shift()?.();
  };
  return { did, refresh: (one: CardPress) => refresh(generation.id, one), press, letGo, turns };
}

test("presses that come while one is answered are answered together, by the last of them", async () => {
  const { did, refresh, press, letGo } = scene();
  const all = ["first", "second", "third"].map((name) => refresh(press(name)));
  await letGo();
  await letGo();
  await Promise.all(all);
  expect(did).toEqual(["second waits", "third waits", "first updates", "third edits"]);
});

test("after all are answered the next press is the first answer again", async () => {
  const { did, refresh, press, letGo } = scene();
  for (const name of ["first", "second"]) {
    const one = refresh(press(name));
    await letGo();
    await one;
  }
  expect(did).toEqual(["first updates", "second updates"]);
});

test("while the card has its last edit a press waits for it", async () => {
  const { did, refresh, press, letGo, turns } = scene();
  let end: () => void = () => {};
  const last = turns.run(done().id, () => new Promise<void>((resolve) => (end = resolve)));
  const one = refresh(press("a press"));
  await expect.poll(() => did).toEqual(["a press waits"]);
  end();
  await last;
  await letGo();
  await one;
  expect(did).toEqual(["a press waits", "a press edits"]);
});

test("a refused change is only noted", async () => {
  const { did, refresh, press } = scene();
  await refresh(press("first", { update: () => Promise.reject(new Error("too old")) }));
  expect(did).toEqual(["a card could not be changed in answer to a press"]);
});

test("nothing is drawn of a deleted one", async () => {
  const { did, refresh, press } = scene(done({ deleted: { by: "1", at: SAMPLE_NOW } }));
  await refresh(press("first"));
  expect(did).toEqual([]);
});

test("a press that comes before the record says that the videos are there waits for that", async () => {
  const states = (["delivering", "delivering", "done"] as const).values();
  const find = async () => done({ state: states.next().value ?? "done" });
  const { did, refresh, press, letGo } = scene(done(), find);
  const one = refresh(press("a press"));
  await letGo();
  await one;
  expect(did).toEqual(["a press waits", "a press edits"]);
});

test("of a delivery that does not end nothing is drawn", async () => {
  const { did, refresh, press } = scene(done({ state: "delivering" }));
  await refresh(press("first"));
  expect(did).toEqual(["first waits"]);
});

test("another message than the card is left alone", async () => {
  const { did, refresh, press } = scene();
  await refresh(press("first", { messageId: "999999999999999999" }));
  expect(did).toEqual([]);
});
