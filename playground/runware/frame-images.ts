import { createHash } from "node:crypto";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { fileTypeFromBuffer } from "file-type";
import { imageDimensionsFromData } from "image-dimensions";
import { TaskRefused } from "./api-error.ts";
import type { Frame, TaskBody } from "./job.ts";
import { frameImages, framePositions } from "./validate-video-inference.ts";

const MAX_BYTES = 20 * 1024 * 1024;
const MIN_SIDE = 300;
const MAX_SIDE = 4000;
const TYPES = ["image/png", "image/jpeg", "image/webp"];
const FETCH_TIMEOUT_MS = 5_000;
const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** Bytes of media stored earlier, by their UUID. */
export type FindMedia = (mediaUuid: string) => Promise<Buffer | undefined>;

/**
 * Reads a task's frame images, however they are given, and checks what their bytes show.
 *
 * @throws {TaskRefused} when an image cannot be had, has another type, or another size than the
 * model takes.
 */
export async function readFrameImages(
  body: TaskBody,
  findMedia: FindMedia,
  folder: string,
): Promise<Frame[]> {
  const positions = framePositions(body);
  return Promise.all(
    frameImages(body).map(async ({ image }, index) => {
      const bytes = await readImage(image, findMedia);
      const size = await checkImage(bytes);
      const sha256 = createHash("sha256").update(bytes).digest("hex");
      const path = join(folder, sha256);
      await writeFile(path, bytes);
      return { position: positions[index] ?? "first", path, sha256, ...size };
    }),
  );
}

/**
 * Bytes of an image or video given as UUID, URL, data URI or bare base64.
 *
 * @throws {TaskRefused} when it is none of these, or cannot be fetched.
 */
export async function readImage(source: string, findMedia: FindMedia): Promise<Buffer> {
  if (UUID.test(source)) {
    const bytes = await findMedia(source);
    if (bytes === undefined) throw refuse("mediaNotFound", `There is no stored media ${source}.`);
    return bytes;
  }
  if (/^https?:\/\//.test(source)) return download(source);
  const base64 = /^data:[\w.+-]+\/[\w.+-]+;base64,(.*)$/s.exec(source)?.[1] ?? source;
  if (base64 === "" || !/^[A-Za-z0-9+/]+={0,2}$/.test(base64)) {
    throw refuse("invalidFrameImages", "An image is a UUID, a URL, a data URI or base64.");
  }
  return Buffer.from(base64, "base64");
}

async function download(url: string): Promise<Buffer> {
  try {
    const response = await fetch(url, { signal: AbortSignal.timeout(FETCH_TIMEOUT_MS) });
    if (!response.ok) throw new Error(`it answered ${response.status}`);
    return Buffer.from(await response.arrayBuffer());
  } catch (cause) {
    throw refuse("downloadFailed", "The image could not be downloaded.", { cause });
  }
}

async function checkImage(bytes: Buffer): Promise<{ width: number; height: number }> {
  if (bytes.length > MAX_BYTES) {
    throw refuse("invalidFrameImageSize", `An image has at most ${MAX_BYTES} bytes.`);
  }
  const type = await fileTypeFromBuffer(bytes);
  const size = imageDimensionsFromData(bytes);
  if (type === undefined || !TYPES.includes(type.mime) || size === undefined) {
    throw new TaskRefused([
      {
        code: "unsupportedFrameImageFormat",
        message: "A frame image is a PNG, JPEG or WEBP.",
        parameter: "inputs.frameImages",
        allowedValues: TYPES,
      },
    ]);
  }
  for (const [name, side] of [["Width", size.width] as const, ["Height", size.height] as const]) {
    if (side >= MIN_SIDE && side <= MAX_SIDE) continue;
    throw new TaskRefused([
      {
        code: `invalidFrameImage${name}`,
        message: `The ${name.toLowerCase()} of a frame image is ${MIN_SIDE} to ${MAX_SIDE} pixels.`,
        parameter: "inputs.frameImages",
        type: "integer",
        min: MIN_SIDE,
        max: MAX_SIDE,
      },
    ]);
  }
  return { width: size.width, height: size.height };
}

function refuse(code: string, message: string, options?: ErrorOptions): TaskRefused {
  return new TaskRefused([{ code, message, parameter: "inputs.frameImages" }], 400, options);
}
