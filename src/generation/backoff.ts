/**
 * How long to wait before attempt `attempt + 1` (the first attempt is 1): doubling, with up to half
 * of it left to chance, so that many waiters do not come back at the same moment.
 */
export function backoffMs(
  attempt: number,
  limits: { baseMs: number; capMs: number },
  random: () => number,
): number {
  const full = Math.min(limits.capMs, limits.baseMs * 2 ** (attempt - 1));
  return Math.round(full / 2 + (full / 2) * random());
}
