const DAY_MS = 24 * 60 * 60_000;
/** So long a guild can come back and find everything as it was. */
const KEPT_MS = 30 * DAY_MS;

/**
 * When the data of a guild goes that was left at this moment: after 30 days, but not in the same
 * month (UTC), because what it spent still counts towards the operator's budget of that month.
 */
export function purgeDueAt(leftAt: number): number {
  const left = new Date(leftAt);
  const nextMonth = Date.UTC(left.getUTCFullYear(), left.getUTCMonth() + 1, 1);
  return Math.max(leftAt + KEPT_MS, nextMonth);
}
