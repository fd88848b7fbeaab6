import { mkdir, stat } from "node:fs/promises";
import path from "node:path";
import { discard, publish } from "./disk.ts";
import type { Ffmpeg } from "./ffmpeg.ts";
import { type FitCodec, type FitPlan, planFit } from "./fit-plan.ts";
import { probeVideo, type VideoFacts } from "./probe.ts";

export interface FitJob {
  source: string;
  facts: VideoFacts;
  target: string;
  maxBytes: number;
  /** For each of the two passes. */
  timeoutMs: number;
  signal: AbortSignal;
}

/** What Discord plays in every client: MP4 with H.264, WEBM with VP8. A MOV becomes an MP4. */
const RECIPES = {
  mp4: {
    codec: "h264",
    // veryfast: at these bitrates slower presets buy little and double a wait that people watch.
    video: ["-c:v", "libx264", "-preset", "veryfast", "-pix_fmt", "yuv420p"],
    audio: ["-c:a", "aac"],
    // The index goes first, so that it plays while it loads.
    container: ["-movflags", "+faststart", "-f", "mp4"],
  },
  webm: {
    codec: "vp8",
    // Not VP9: seven times the time for the same file, minutes on a small machine.
    video: ["-c:v", "libvpx", "-deadline", "good", "-cpu-used", "5", "-threads", "4"],
    audio: ["-c:a", "libopus"],
    container: ["-f", "webm"],
  },
} as const satisfies Record<string, { codec: FitCodec } & Record<string, unknown>>;

export const fittedExtension = (facts: VideoFacts): keyof typeof RECIPES =>
  facts.extension === "webm" ? "webm" : "mp4";

/**
 * Generated videos of 5 to 10 s meet their bitrate at once; a second or two of noise may not, and
 * then two more tries cost little.
 */
const MAX_TRIES = 3;
/** A further try aims this much lower than the overshoot of the last one asks for. */
const FURTHER_TRY = 0.97;
/** From this overshoot on, lower bitrate alone does not help: the picture has to shrink. */
const LARGE_OVERSHOOT = 1.08;

/**
 * Re-encodes a video into `maxBytes`, with two passes, and checks what came out.
 * @returns false where it would not be watchable; then there is no target
 * @throws {FfmpegError} ffmpeg failed on this file
 */
export async function fitVideo(ffmpeg: Ffmpeg, job: FitJob): Promise<boolean> {
  const extension = fittedExtension(job.facts);
  const { codec } = RECIPES[extension];
  // The ending tells `sweep` what a crash left behind.
  const folder = `${job.target}.part`;
  const output = path.join(folder, `output.${extension}`);
  await mkdir(folder, { recursive: true });
  try {
    let aim = job.maxBytes;
    let plan = planFit(job.facts, codec, aim);
    for (let tries = 1; plan !== null && tries <= MAX_TRIES; tries += 1) {
      await encode(ffmpeg, job, plan, { folder, output, steady: tries > 1 });
      const { size } = await stat(output);
      if (size <= job.maxBytes && (await isSameVideo(output, job.facts))) {
        await publish(output, job.target);
        return true;
      }
      const overshoot = Math.max(1, size / job.maxBytes);
      aim *= FURTHER_TRY / overshoot;
      const belowSide =
        overshoot > LARGE_OVERSHOOT ? Math.min(plan.width, plan.height) : Number.POSITIVE_INFINITY;
      plan = planFit(job.facts, codec, aim, belowSide);
    }
    return false;
  } finally {
    await discard(folder);
  }
}

/** What the first pass has learned lies in the folder it runs in. */
const PASS = ["-passlogfile", "pass", "-pass"];

async function encode(
  ffmpeg: Ffmpeg,
  job: FitJob,
  plan: FitPlan,
  /** `steady`: no second may take much more than its share, which costs some quality. */
  { folder, output, steady }: { folder: string; output: string; steady: boolean },
): Promise<void> {
  const recipe = RECIPES[fittedExtension(job.facts)];
  const input = ["-protocol_whitelist", "file", "-i", `file:${path.resolve(job.source)}`];
  const picture = `scale=${plan.width}:${plan.height}:flags=lanczos,setsar=1`;
  const bits = String(plan.videoBitsPerSecond);
  const rate = ["-b:v", bits, ...(steady ? ["-maxrate", bits, "-bufsize", bits] : [])];
  const common = [...input, "-map", "0:v:0", "-vf", picture, ...recipe.video, ...rate];
  const sound =
    plan.audioBitsPerSecond > 0
      ? ["-map", "0:a:0", ...recipe.audio, "-b:a", String(plan.audioBitsPerSecond), "-ac", "2"]
      : [];
  const run = {
    timeoutMs: job.timeoutMs,
    lane: "encode",
    cwd: folder,
    signal: job.signal,
  } as const;
  const target = [...recipe.container, `file:${path.resolve(output)}`];
  await ffmpeg.run([...common, ...PASS, "1", "-f", "null", "-"], run);
  await ffmpeg.run([...common, ...PASS, "2", ...sound, ...target], run);
}

/** Guards against an encoder that ended well and wrote half a video. */
async function isSameVideo(file: string, source: VideoFacts): Promise<boolean> {
  const probe = await probeVideo(file);
  return probe.verdict === "video" && Math.abs(probe.facts.durationMs - source.durationMs) < 500;
}
