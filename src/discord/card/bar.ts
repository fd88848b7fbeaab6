const BAR_CELLS = 12;
/** A bar that is full before the video is there would be a lie. */
export const FULLEST = 0.95;

/** Progress as people see it, from 0 to 1. */
export function bar(fraction: number): string {
  const filled = Math.round(Math.max(0, fraction) * BAR_CELLS);
  return "▰".repeat(filled) + "▱".repeat(BAR_CELLS - filled);
}
