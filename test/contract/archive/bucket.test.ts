import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { createBucket, type BucketOptions } from "../../../src/archive/bucket.ts";
import { BucketError } from "../../../src/archive/bucket-error.ts";
import { BUCKET, CREDENTIALS, SILENT, startS3, type S3Server, UNAVAILABLE } from "./s3-server.ts";

const KEY = "100/200/a-video-1.mp4";
const BYTES = Buffer.alloc(300_000, "a video ");

function bucketOf({ endpoint }: S3Server, more: Partial<BucketOptions> = {}) {
  const place = { endpoint, region: "us-east-1", bucket: BUCKET, ...CREDENTIALS };
  const bucket = createBucket({ ...place, now: () => Date.now(), ...more });
  onTestFinished(() => bucket.close());
  return bucket;
}

async function file() {
  const folder = await mkdtemp(path.join(tmpdir(), "flipbook-bucket-"));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  const at = path.join(folder, "video.mp4");
  await writeFile(at, BYTES);
  return { path: at, bytes: BYTES.length, contentType: "video/mp4" };
}

test("what is put there can be read at a signed address, as what it is", async () => {
  const s3 = await startS3();
  const bucket = bucketOf(s3);
  await bucket.put(KEY, await file());
  expect(await s3.objects()).toEqual([KEY]);
  const answer = await fetch(await bucket.sign("GET", KEY, Date.now(), 60));
  expect(answer.headers.get("content-type")).toBe("video/mp4");
  expect(Buffer.from(await answer.arrayBuffer()).equals(BYTES)).toBe(true);
});

test("an address is good for as long as it says, and for nothing else", async () => {
  const bucket = bucketOf(await startS3());
  await bucket.put(KEY, await file());
  const old = await bucket.sign("GET", KEY, Date.now() - 120_000, 60);
  expect((await fetch(old)).status).toBe(403);
  const readable = await bucket.sign("GET", KEY, Date.now(), 60);
  expect((await fetch(readable, { method: "PUT", body: "other" })).status).toBe(403);
  expect(await bucket.size(KEY)).toBe(BYTES.length);
});

test("somebody else can write at an address that is signed for it", async () => {
  const bucket = bucketOf(await startS3());
  const address = await bucket.sign("PUT", KEY, Date.now(), 60);
  const headers = { "content-type": "video/mp4" };
  expect((await fetch(address, { method: "PUT", body: BYTES, headers })).status).toBe(200);
  expect(await bucket.size(KEY)).toBe(BYTES.length);
});

test("the same moment gives the same address", async () => {
  const bucket = bucketOf(await startS3());
  expect(await bucket.sign("PUT", KEY, 1_800_000_000_000, 60)).toBe(
    await bucket.sign("PUT", KEY, 1_800_000_000_000, 60),
  );
});

test("of an object that is not there the size is null", async () => {
  expect(await bucketOf(await startS3()).size(KEY)).toBeNull();
});

test("an object can be removed twice", async () => {
  const s3 = await startS3();
  const bucket = bucketOf(s3);
  await bucket.put(KEY, await file());
  await bucket.remove(KEY);
  await bucket.remove(KEY);
  expect(await s3.objects()).toEqual([]);
});

test("a wrong secret is refused, and the error says how and not with what", async () => {
  const s3 = await startS3();
  const bucket = bucketOf(s3, { secretAccessKey: "another secret" });
  const error: unknown = await bucket.put(KEY, await file()).catch((fault: unknown) => fault);
  expect(error).toMatchObject({ status: 403, code: "SignatureDoesNotMatch" });
  expect(String(error)).not.toContain("another secret");
  expect(await s3.objects()).toEqual([]);
});

test("a bucket that is missing is said to be", async () => {
  const bucket = bucketOf(await startS3(), { bucket: "elsewhere" });
  const expected = { status: 404, code: "NoSuchBucket" };
  await expect(bucket.put(KEY, await file())).rejects.toMatchObject(expected);
  await expect(bucket.remove(KEY)).rejects.toMatchObject(expected);
});

test("a bucket that is overloaded or silent is an error, not a wait without end", async () => {
  const s3 = await startS3();
  const bucket = bucketOf(s3, { stallMs: 300 });
  s3.answer(UNAVAILABLE);
  await expect(bucket.put(KEY, await file())).rejects.toMatchObject({ status: 503 });
  s3.answer(SILENT);
  await expect(bucket.size(KEY)).rejects.toThrow(BucketError);
});

test("a stop of the bot ends what is under way", async () => {
  const s3 = await startS3();
  const stop = new AbortController();
  const bucket = bucketOf(s3, { signal: stop.signal });
  s3.answer(() => stop.abort(new Error("the bot is stopping")));
  await expect(bucket.put(KEY, await file())).rejects.toThrow(BucketError);
});
