import { stat } from "node:fs/promises";
import {
  EncodedPacketSink,
  FilePathSource,
  Input,
  type InputTrack,
  MP4,
  QTFF,
  UnsupportedInputFormatError,
  WEBM,
} from "mediabunny";
import { codeOf } from "./disk.ts";

export interface VideoFacts {
  contentType: "video/mp4" | "video/quicktime" | "video/webm";
  /** Without the leading dot. */
  extension: "mp4" | "mov" | "webm";
  /** As shown, after a rotation that the file asks for; pixels. */
  width: number;
  height: number;
  durationMs: number;
  framesPerSecond: number;
  hasAudio: boolean;
}

/** "broken": begins like a video and does not go on like one, as a download cut half-way does. */
export type Probe =
  | { verdict: "video"; facts: VideoFacts }
  | { verdict: "broken" | "notVideo"; why: string };

const KINDS = new Map<string, Pick<VideoFacts, "contentType" | "extension">>([
  [MP4.name, { contentType: "video/mp4", extension: "mp4" }],
  [QTFF.name, { contentType: "video/quicktime", extension: "mov" }],
  [WEBM.name, { contentType: "video/webm", extension: "webm" }],
]);

/** Packets looked at for the frame rate: generated videos keep a steady one. */
const RATE_SAMPLE_PACKETS = 60;

/**
 * What a file is by its bytes, whatever its name or the server said. Reads the index and the last
 * packet of each track, never the whole file.
 * @throws {Error} the file itself cannot be read
 */
export async function probeVideo(file: string): Promise<Probe> {
  // The reader itself stumbles over a file without bytes.
  if ((await stat(file)).size === 0) return { verdict: "broken", why: "no bytes" };
  const input = new Input({ formats: [MP4, QTFF, WEBM], source: new FilePathSource(file) });
  try {
    return await inspect(input);
  } catch (error) {
    if (error instanceof UnsupportedInputFormatError) {
      return { verdict: "notVideo", why: "no MP4, MOV or WEBM" };
    }
    // Everything wrong with the bytes is a verdict; only the disk may throw.
    if (codeOf(error) !== undefined) throw error;
    return { verdict: "broken", why: String(error) };
  } finally {
    input.dispose();
  }
}

async function inspect(input: Input): Promise<Probe> {
  const kind = KINDS.get((await input.getFormat()).name);
  if (kind === undefined) return { verdict: "notVideo", why: "no MP4, MOV or WEBM" };
  const video = await input.getPrimaryVideoTrack();
  const audio = await input.getPrimaryAudioTrack();
  // An MP4 cut before its index, which ffmpeg writes last, shows no track at all.
  if (video === null) return { verdict: "broken", why: "no video track" };
  for (const track of [video, audio]) {
    if (track !== null && !(await hasLastPacket(track))) {
      return { verdict: "broken", why: "the last packet is not in the file" };
    }
  }
  const durationMs = Math.round((await input.computeDuration()) * 1000);
  if (durationMs <= 0) return { verdict: "broken", why: "no length" };
  const { averagePacketRate } = await video.computePacketStats(RATE_SAMPLE_PACKETS);
  return {
    verdict: "video",
    facts: {
      ...kind,
      width: await video.getDisplayWidth(),
      height: await video.getDisplayHeight(),
      durationMs,
      framesPerSecond: averagePacketRate,
      hasAudio: audio !== null,
    },
  };
}

/** The index of an MP4 speaks of packets that a cut file no longer has. */
async function hasLastPacket(track: InputTrack): Promise<boolean> {
  const packet = await new EncodedPacketSink(track).getPacket(Number.POSITIVE_INFINITY);
  return packet !== null;
}
