import type { VideoFacts } from "./probe.ts";

export interface FitPlan {
  /** Pixels, always even. */
  width: number;
  height: number;
  videoBitsPerSecond: number;
  /** 0 where the source has no sound. */
  audioBitsPerSecond: number;
}

/** Left unused: encoders meet a bitrate to about 2 %, containers cost another 1 to 2 %. */
const HEADROOM = 0.04;
/** Index and headers, which small files feel and the headroom does not cover. */
const CONTAINER_BYTES = 12 * 1024;
const AUDIO_STEPS = [96_000, 64_000] as const;
/** Sound gives way before it takes more than this share of everything. */
const MAX_AUDIO_SHARE = 0.15;
/** Short sides a video may be reduced to. */
const SIDES = [1080, 720, 540, 360] as const;

/**
 * Bits for one pixel of one frame. At `good` a generated clip looks like its source; between `good`
 * and `floor` a smaller picture looks better than a larger one; under `floor` even 360p turns into
 * moving blocks, and a link to the real file serves the member better. With 24 frames a second:
 * H.264 at 1080p is good from 2.2 Mbit/s and at 360p watchable from 0.17 Mbit/s. VP8 needs about a
 * third more for the same look. Chosen by eye on noisy and on calm clips, not a standard.
 */
const BITS_PER_PIXEL = {
  h264: { good: 0.045, floor: 0.03 },
  vp8: { good: 0.06, floor: 0.04 },
} as const;
export type FitCodec = keyof typeof BITS_PER_PIXEL;

/**
 * The largest picture that looks good in `maxBytes`; null where none would be watchable.
 * @param belowSide only short sides under this, for a second try after an overshoot
 */
export function planFit(
  source: VideoFacts,
  codec: FitCodec,
  maxBytes: number,
  belowSide = Number.POSITIVE_INFINITY,
): FitPlan | null {
  const seconds = source.durationMs / 1000;
  const bits = ((maxBytes - CONTAINER_BYTES) * 8 * (1 - HEADROOM)) / seconds;
  const audio = source.hasAudio ? audioBits(bits) : 0;
  const video = Math.floor(bits - audio);
  const shortSide = Math.min(source.width, source.height);
  const sides = [shortSide, ...SIDES.filter((side) => side < shortSide)].filter(
    (side) => side < belowSide,
  );
  for (const [index, side] of sides.entries()) {
    const width = even((source.width * side) / shortSide);
    const height = even((source.height * side) / shortSide);
    const { good, floor } = BITS_PER_PIXEL[codec];
    const needed = index === sides.length - 1 ? floor : good;
    if (video >= width * height * source.framesPerSecond * needed) {
      return { width, height, videoBitsPerSecond: video, audioBitsPerSecond: audio };
    }
  }
  return null;
}

function audioBits(totalBits: number): number {
  const [full, reduced] = AUDIO_STEPS;
  return full <= totalBits * MAX_AUDIO_SHARE ? full : reduced;
}

/** Encoders with half-size colour take no odd sides. */
const even = (pixels: number): number => Math.max(2, Math.round(pixels / 2) * 2);
