import { expect, onTestFinished, test } from "vitest";
import { createBucket } from "../../../src/archive/bucket.ts";
import { openArchive } from "../../../src/archive/open-archive.ts";
import type { Generation } from "../../../src/generation/generation.ts";
import { openCollections } from "../../../src/stores/collections.ts";
import { openStore } from "../../../src/stores/open-store.ts";
import { createFastClock } from "../../support/fast-clock.ts";
import { createLogLines } from "../../support/log-lines.ts";
import { sampleGeneration } from "../../support/sample-generation.ts";
import { BUCKET, CREDENTIALS, startS3 } from "./s3-server.ts";

const HOUR_MS = 3_600_000;

test("what the provider writes after a removal is removed once its address has ended", async () => {
  const s3 = await startS3();
  const store = await openStore("memory:");
  const stores = openCollections(store);
  const clock = createFastClock(0);
  const { log } = createLogLines();
  const record: Generation = sampleGeneration({ state: "cancelled", videos: [] });
  let wallNow = Date.now();
  const archive = await openArchive({
    // Requests are signed by the real time, which the server goes by; what an address is worth, below.
    bucket: createBucket({
      endpoint: s3.endpoint,
      region: "us-east-1",
      bucket: BUCKET,
      ...CREDENTIALS,
      now: () => Date.now(),
    }),
    jobStore: stores.copyJobs,
    copies: stores.copies,
    copyIds: () => stores.copies.ids(),
    publicUrl: null,
    spool: {
      fetch: () => Promise.reject(new Error("not asked for")),
      clear: () => Promise.resolve(),
    },
    find: () => Promise.resolve(record),
    isInInbox: () => false,
    clock,
    wallNow: () => wallNow,
    random: () => 0.5,
    log,
  });
  onTestFinished(async () => {
    await archive.stop();
    clock.close();
    await store.close();
  });

  const address = (await archive.uploadAddress(record)) ?? "";
  expect(await archive.uploadAddress(record)).toBe(address);
  await archive.settle(record);
  await expect.poll(() => s3.requests).toEqual(["DELETE"]);
  expect((await fetch(address, { method: "PUT", body: "a video" })).status).toBe(200);
  expect(await s3.objects()).toHaveLength(1);

  wallNow += 73 * HOUR_MS;
  clock.advance(25 * HOUR_MS);
  await expect.poll(() => s3.objects()).toEqual([]);
  await expect.poll(() => stores.copyJobs.ids()).toEqual([]);
});
