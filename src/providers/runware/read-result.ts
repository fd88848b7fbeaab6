import type { TaskResult } from "../../generation/ports/provider.ts";
import type { Row } from "./wire-answer.ts";

/** Statuses of a video that is still being made, in every client of Runware's own. */
const UNFINISHED = new Set(["processing", "queued", "pending", "scheduled", "waiting"]);

/** A result that will not come; the same item may stand in `errors` instead. */
export const isFailed = (row: Row): boolean => row.status === "error" || row.status === "failed";

/**
 * The finished video of a row; null where there is none yet. Examples of the model page have no
 * `status` at all, so an address is what makes a result.
 */
export function readResult(row: Row): TaskResult | null {
  if (row.videoURL == null || row.videoURL === "") return null;
  if (row.status != null && UNFINISHED.has(row.status)) return null;
  return {
    videoUUID: row.videoUUID ?? nameInUrl(row.videoURL),
    url: row.videoURL,
    // An unsigned 32-bit number: it may be larger than what may be sent back.
    seed: row.seed != null && Number.isSafeInteger(row.seed) ? row.seed : null,
    costMicroUsd: toMicroUsd(row.cost),
    flagged: isFlagged(row.NSFWContent),
  };
}

/** USD to whole micro-USD; null for what is no price. */
export function toMicroUsd(usd: number | null | undefined): number | null {
  return usd != null && Number.isFinite(usd) && usd >= 0 ? Math.round(usd * 1e6) : null;
}

/** Anything but a clear no counts as a yes: safety only tightens (rule 9). */
function isFlagged(value: unknown): boolean {
  return value != null && value !== false && value !== "false" && value !== 0;
}

/** Runware's files are named by the video's UUID, so this is a name as stable as the one missing. */
function nameInUrl(url: string): string {
  const path = url.split(/[?#]/, 1)[0] ?? url;
  return path.slice(path.lastIndexOf("/") + 1).replace(/\.\w+$/, "") || path;
}
