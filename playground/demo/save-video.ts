import { mkdir, rename, writeFile } from "node:fs/promises";
import { dirname } from "node:path";
import { ALL_FORMATS, BufferSource, Input } from "mediabunny";
import type { WireMessage } from "../discord/actor/wire-message.ts";
import { DemoError } from "./demo-error.ts";
import type { Example } from "./examples.ts";

export interface SavedVideo {
  path: string;
  bytes: number;
  width: number;
  height: number;
  seconds: number;
  /** The codec of its sound; null without any. */
  sound: string | null;
}

const FETCH_TIMEOUT_MS = 30_000;

/**
 * Fetches the video of a finished card from Discord's CDN, as a member's client does to play it, and
 * looks whether it is what was asked for.
 *
 * @throws {DemoError} where it cannot be fetched, is no video, or another one than asked for
 */
export async function saveVideo(
  message: WireMessage,
  path: string,
  expected: Example["video"],
): Promise<SavedVideo> {
  const attachment = message.attachments.find(({ content_type: type }) =>
    type?.startsWith("video/"),
  );
  if (!attachment) throw new DemoError("The finished card has no video on it.");
  const response = await fetch(attachment.url, { signal: AbortSignal.timeout(FETCH_TIMEOUT_MS) });
  if (!response.ok) {
    throw new DemoError(`Discord's CDN answered ${response.status} for ${attachment.filename}.`);
  }
  const bytes = new Uint8Array(await response.arrayBuffer());
  const saved = { path, bytes: bytes.length, ...(await factsOf(bytes)) };
  const { width, height, seconds, sound } = saved;
  const isRight =
    width === expected.width &&
    height === expected.height &&
    Math.abs(seconds - expected.durationS) < 0.25 &&
    (sound !== null) === expected.audio;
  if (!isRight) {
    throw new DemoError(
      `${attachment.filename} is not what was asked for: ${describe(saved)} instead of ` +
        `${expected.width}×${expected.height}, ${expected.durationS} s, ${expected.audio ? "with" : "without"} sound.`,
    );
  }
  await mkdir(dirname(path), { recursive: true });
  // Nobody who watches the folder finds half a video.
  await writeFile(`${path}.part`, bytes);
  await rename(`${path}.part`, path);
  return saved;
}

/** `1280×720 · 8.0 s · sound (aac) · 3.1 MB` */
export function describe({ width, height, seconds, sound, bytes }: SavedVideo): string {
  return [
    `${width}×${height}`,
    `${seconds.toFixed(1)} s`,
    sound === null ? "silent" : `sound (${sound})`,
    `${(bytes / 1_000_000).toFixed(1)} MB`,
  ].join(" · ");
}

async function factsOf(bytes: Uint8Array): Promise<Omit<SavedVideo, "path" | "bytes">> {
  const input = new Input({ source: new BufferSource(bytes), formats: ALL_FORMATS });
  try {
    const picture = await input.getPrimaryVideoTrack();
    if (!picture) throw new DemoError("The saved file has no picture.");
    const sound = await input.getPrimaryAudioTrack();
    return {
      width: picture.displayWidth,
      height: picture.displayHeight,
      seconds: await input.computeDuration(),
      sound: sound?.codec ?? null,
    };
  } catch (cause) {
    if (cause instanceof DemoError) throw cause;
    throw new DemoError("The saved file is no video that plays.", { cause });
  } finally {
    input.dispose();
  }
}
