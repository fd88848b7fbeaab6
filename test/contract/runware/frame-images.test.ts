import { createHash } from "node:crypto";
import { deflateSync } from "node:zlib";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { type Runware, startRunware } from "../../../playground/runware/server.ts";
import { NotTakenError, TerminalError, UserError } from "../../../src/generation/errors.ts";
import type { Account, VideoTask } from "../../../src/generation/ports/provider.ts";
import type { Frame, FramePosition } from "../../../src/generation/request.ts";
import { WireTaskSchema } from "../../../src/providers/runware/wire-request.ts";
import { createMemoryMediaIds, makeProvider } from "./support/make-provider.ts";
import { json, startRawServer } from "./support/raw-server.ts";
import { sampleTask } from "./support/sample-task.ts";

/** A real PNG of 320 × 320, made longer by an ignored chunk of `padding` bytes. */
function png(shade: number, padding = 0): Buffer {
  const side = 320;
  const header = Buffer.alloc(13);
  header.writeUInt32BE(side, 0);
  header.writeUInt32BE(side, 4);
  header.set([8, 0, 0, 0, 0], 8);
  const pixels = Buffer.alloc((side + 1) * side, shade);
  for (let row = 0; row < side; row += 1) pixels[row * (side + 1)] = 0;
  return Buffer.concat([
    Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]),
    chunk("IHDR", header),
    ...(padding > 0 ? [chunk("paDd", Buffer.alloc(padding, shade))] : []),
    chunk("IDAT", deflateSync(pixels)),
    chunk("IEND", Buffer.alloc(0)),
  ]);
}

function chunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type, "latin1"), data]);
  const out = Buffer.alloc(body.length + 8);
  out.writeUInt32BE(data.length, 0);
  body.copy(out, 4);
  out.writeUInt32BE(crc32(body), body.length + 4);
  return out;
}

function crc32(bytes: Buffer): number {
  let crc = 0xffffffff;
  for (const byte of bytes) {
    crc ^= byte;
    for (let bit = 0; bit < 8; bit += 1) crc = (crc >>> 1) ^ (crc & 1 ? 0xedb88320 : 0);
  }
  return (crc ^ 0xffffffff) >>> 0;
}

const files = new Map<string, Buffer>();

function frameOf(bytes: Buffer): Frame {
  const hash = createHash("sha256").update(bytes).digest("hex");
  files.set(hash, bytes);
  return { hash, contentType: "image/png", bytes: bytes.length, width: 320, height: 320 };
}

const framed = (...frames: [FramePosition, Frame][]): VideoTask =>
  sampleTask(
    { aspect: null },
    { frames: frames.map(([position, frame]) => ({ position, frame })) },
  );

const FIVE_MIB = 5 * 1024 * 1024;
const small = frameOf(png(40));
const large = frameOf(png(80, FIVE_MIB));
const otherLarge = frameOf(png(120, FIVE_MIB));

async function readFrame(frame: Frame): Promise<Uint8Array> {
  const bytes = files.get(frame.hash);
  if (bytes === undefined) throw new UserError("The frame is too old to be used again.");
  return bytes;
}

let runware: Runware;
let provider: Account;
let mediaIds: ReturnType<typeof createMemoryMediaIds>;

beforeEach(async () => {
  runware = await startRunware({ manual: true, render: "tiny" });
  // What matters here is what was sent: nothing is rendered of it.
  runware.faults.task(() => true, { never: true });
  mediaIds = createMemoryMediaIds();
  const { apiUrl, apiKey } = runware;
  ({ provider } = makeProvider({ apiUrl, apiKey, mediaIds, readFrame }));
});
afterEach(async () => {
  await provider.close();
  await runware.close();
});

const imagesOf = (taskUUID: string): unknown =>
  runware.tasks.find((task) => task.taskUUID === taskUUID)?.body["inputs"];

describe("a frame", () => {
  test("up to 4 MiB goes inside the task", async () => {
    const raw = await startRawServer(({ tasks }, response) =>
      json(200, { data: tasks })({ headers: {}, tasks }, response),
    );
    const direct = makeProvider({ apiUrl: raw.apiUrl, readFrame }).provider;
    await direct.submit(framed(["first", small]));
    await direct.close();
    await raw.close();

    expect(raw.requests).toHaveLength(1);
    const [task] = raw.requests[0]?.tasks ?? [];
    expect(WireTaskSchema.parse(task)).toEqual(task);
    const image = `data:image/png;base64,${files.get(small.hash)?.toString("base64")}`;
    expect(task?.["inputs"]).toEqual({ frameImages: [{ image, frame: "first" }] });
  });

  test("above 4 MiB is stored first and then named", async () => {
    const task = framed(["first", small], ["last", large]);
    await provider.submit(task);
    const [mediaUUID] = runware.media;
    expect(imagesOf(task.taskUUID)).toMatchObject({
      frameImages: [{ frame: "first" }, { image: mediaUUID, frame: "last" }],
    });
  });

  test("above 4 MiB is stored once for all its tasks", async () => {
    await provider.submit(framed(["first", large]));
    await provider.submit(framed(["last", large]));
    expect(runware.media).toHaveLength(1);
  });

  test("above 4 MiB is stored once also for two tasks at the same moment", async () => {
    await Promise.all([
      provider.submit(framed(["first", large])),
      provider.submit(framed(["first", large])),
    ]);
    expect(runware.media).toHaveLength(1);
    expect(runware.tasks).toHaveLength(2);
  });

  test("is stored for each image of its own", async () => {
    await provider.submit(framed(["first", large], ["last", otherLarge]));
    expect(runware.media).toHaveLength(2);
  });

  test("that Runware has lost is stored again, and the task goes out", async () => {
    mediaIds.ids.set(large.hash, "5d1c8c8e-0d0f-4a5e-9f6b-2b1f3c4d5e6f");
    const lost = { code: "mediaNotFound", message: "There is no such media." };
    runware.faults.next({
      match: (tasks) => tasks[0]?.["taskType"] === "videoInference",
      do: { status: 400, body: { errors: [lost] } },
    });
    const task = framed(["first", large]);
    await provider.submit(task);
    expect(runware.media).toHaveLength(1);
    expect(mediaIds.ids.get(large.hash)).toBe(runware.media[0]);
    expect(runware.tasks.map(({ taskUUID }) => taskUUID)).toEqual([task.taskUUID]);
  });

  test("that Runware loses again and again ends the task, untaken", async () => {
    const lost = { code: "mediaNotFound", message: "There is no such media." };
    runware.faults.next({
      match: (tasks) => tasks[0]?.["taskType"] === "videoInference",
      times: 2,
      do: { status: 400, body: { errors: [lost] } },
    });
    await expect(provider.submit(framed(["first", large]))).rejects.toBeInstanceOf(TerminalError);
    expect(runware.tasks).toEqual([]);
  });

  test("that went inside the task is not sent again for media that are missing", async () => {
    const lost = { code: "mediaNotFound", message: "There is no such media." };
    runware.faults.next({ do: { status: 400, body: { errors: [lost] } } });
    await expect(provider.submit(framed(["first", small]))).rejects.toBeInstanceOf(TerminalError);
    expect(runware.requests).toHaveLength(1);
  });

  test("whose upload was not answered leaves the task untaken", async () => {
    runware.faults.next({ do: { hangUp: "after" } });
    await expect(provider.submit(framed(["first", large]))).rejects.toBeInstanceOf(NotTakenError);
    expect(runware.tasks).toEqual([]);
  });

  test("that Runware refuses is a verdict", async () => {
    const refused = { code: "invalidMedia", message: "no", parameter: "media" };
    runware.faults.next({ do: { status: 400, body: { errors: [refused] } } });
    const submit = provider.submit(framed(["first", large]));
    await expect(submit).rejects.toBeInstanceOf(TerminalError);
    await expect(submit).rejects.toMatchObject({ kind: "badParameter" });
  });

  test("whose bytes are gone ends with the sentence for it", async () => {
    const gone: Frame = { ...small, hash: "f".repeat(64) };
    await expect(provider.submit(framed(["first", gone]))).rejects.toThrow("too old");
    expect(runware.requests).toEqual([]);
  });
});
