import { expect, onTestFinished, test } from "vitest";
import { createRecords } from "../../../src/generation/records.ts";
import { openCollections } from "../../../src/stores/collections.ts";
import { openStore } from "../../../src/stores/open-store.ts";
import { SAMPLE_NOW, sampleGeneration } from "../../support/sample-generation.ts";

test("a record is found that is archived while one looks, whichever collection answers first", async () => {
  const store = await openStore("memory:");
  onTestFinished(() => store.close());
  const stores = openCollections(store);
  const ended = sampleGeneration({ state: "done", endedAt: SAMPLE_NOW });
  await stores.unfinished.set(ended.id, ended);
  const toMove = createRecords(stores);
  const looking = createRecords({
    ...stores,
    unfinished: {
      ...stores.unfinished,
      // The archive answers from memory, and this only once the disk has been asked.
      async get(id) {
        await stores.archive.get(id);
        await toMove.archive(ended);
        return stores.unfinished.get(id);
      },
    },
  });
  expect(await looking.find(ended.id)).toMatchObject({ id: ended.id, state: "done" });
});
