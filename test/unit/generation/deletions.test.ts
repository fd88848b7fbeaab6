import { expect, onTestFinished, test } from "vitest";
import { createDeletions } from "../../../src/generation/deletions.ts";
import { RetryableError } from "../../../src/generation/errors.ts";
import type { Generation } from "../../../src/generation/generation.ts";
import { createRecords } from "../../../src/generation/records.ts";
import { openCollections } from "../../../src/stores/collections.ts";
import { openStore } from "../../../src/stores/open-store.ts";
import { SAMPLE_NOW, sampleGeneration } from "../../support/sample-generation.ts";

const ENDED = sampleGeneration({ state: "done", endedAt: SAMPLE_NOW });
const MODERATOR = "700000000000000009";

/** Deletions on a real store; the steps of each are named as they come, and may fail. */
async function scene(fails: string[] = []) {
  const store = await openStore("memory:");
  onTestFinished(() => store.close());
  const stores = openCollections(store);
  await stores.archive.set(ENDED.id, ENDED);
  const did: string[] = [];
  const step = (name: string) => async (): Promise<void> => {
    did.push(name);
    if (fails.includes(name)) throw new RetryableError(name);
  };
  const records = createRecords(stores);
  const deletions = createDeletions({
    store: {
      ...stores.deletions,
      set: async (id, value) => {
        await stores.deletions.set(id, value);
        did.push("noted");
      },
      delete: async (id) => {
        await stores.deletions.delete(id);
        did.push("note gone");
      },
    },
    records: {
      ...records,
      amend: async (id, decide) => {
        did.push("marked");
        return records.amend(id, decide);
      },
    },
    runner: { refresh() {}, resume() {} },
    gallery: { removed: step("gallery") },
    archive: { removed: step("copies") },
    inbox: { remove: step("inbox") },
    delivery: { remove: step("message") },
    spool: { clear: step("files") },
    clock: { now: () => SAMPLE_NOW, after: (_, call) => (setImmediate(call), () => {}) },
    random: () => 0.5,
    log: { debug() {}, info() {}, warn() {}, error() {} },
  });
  onTestFinished(() => deletions.stop());
  return { deletions, did, fails, stores };
}

const ACTS = ["marked", "gallery", "copies", "inbox", "message", "files"];

test("it is noted before the mark, until everything is gone", async () => {
  const { deletions, did } = await scene();
  await deletions.run(ENDED, MODERATOR);
  expect(did).toEqual(["noted", ...ACTS, "note gone"]);
});

test.each(ACTS.slice(1))("where it fails at the %s the next start does all of it", async (at) => {
  const { deletions, did, fails, stores } = await scene([at]);
  await expect(deletions.run(ENDED, MODERATOR)).rejects.toThrow(at);
  expect(await stores.deletions.ids()).toEqual([ENDED.id]);
  fails.splice(0);
  did.splice(0);
  await deletions.begin();
  await expect.poll(() => stores.deletions.ids()).toEqual([]);
  expect(did).toEqual([...ACTS, "note gone"]);
  const record: Generation | undefined = await stores.archive.get(ENDED.id);
  expect(record?.deleted).toEqual({ by: MODERATOR, at: SAMPLE_NOW });
});

test("a deletion that Discord does not answer at the start either is tried until it does", async () => {
  const { deletions, did, fails, stores } = await scene(["message"]);
  await expect(deletions.run(ENDED, MODERATOR)).rejects.toThrow("message");
  await deletions.begin();
  await expect.poll(() => did.filter((name) => name === "message").length).toBeGreaterThan(2);
  fails.splice(0);
  await expect.poll(() => stores.deletions.ids()).toEqual([]);
});
