import type { Resolution, VideoJob } from "./job.ts";

// Only one price of V5.6 is known: 0.3978 USD for 8 s at 720p with audio (all examples of the model
// page). The others follow from it by the ratios that resellers of the model show.
const FIVE_SILENT_SECONDS: Record<Resolution, number> = {
  "360p": 0.0771,
  "540p": 0.0771,
  "720p": 0.09945,
  "1080p": 0.1661,
};

/** What one video costs at the local Runware, in USD. */
export function priceOf(job: Pick<VideoJob, "resolution" | "durationS" | "audio">): number {
  const length = job.durationS >= 10 ? 2.5 : job.durationS >= 8 ? 2 : 1;
  const usd = FIVE_SILENT_SECONDS[job.resolution] * length * (job.audio ? 2 : 1);
  return roundUsd(usd);
}

/** Whole ten-thousandths of a dollar would lose money in sums; micro-dollars do not. */
export function roundUsd(usd: number): number {
  return Math.round(usd * 1e6) / 1e6;
}
