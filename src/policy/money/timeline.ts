/** Money and videos of a stretch of time. */
export interface Totals {
  spentMicroUsd: number;
  /** Upper bounds of what is under way. */
  reservedMicroUsd: number;
  /** Made, or asked for and under way. */
  videos: number;
}

/**
 * Sums by the quarter of an hour, because every time zone of our days begins its days at one. So a
 * day of any zone can be summed at once, and what is kept does not grow with the traffic.
 */
export interface Timeline {
  add(at: number, totals: Totals): void;
  subtract(at: number, totals: Totals): void;
  /** Of `from` up to, not including, `until`; milliseconds since 1970. */
  sum(from: number, until: number): Totals;
  /** Forgets what is older. */
  prune(before: number): void;
  /** Quarters of an hour that something is remembered of. */
  size(): number;
}

/** How finely moments are told apart. */
export const SLOT_MS = 15 * 60_000;

export function createTimeline(): Timeline {
  const slots = new Map<number, Totals>();
  /** What comes for an older time than this was forgotten already, and is not taken off again. */
  let forgottenBefore = -Infinity;

  function change(at: number, totals: Totals, sign: 1 | -1): void {
    const slot = Math.floor(at / SLOT_MS);
    if (slot < forgottenBefore) return;
    const was = slots.get(slot) ?? { spentMicroUsd: 0, reservedMicroUsd: 0, videos: 0 };
    const now = {
      spentMicroUsd: was.spentMicroUsd + sign * totals.spentMicroUsd,
      reservedMicroUsd: was.reservedMicroUsd + sign * totals.reservedMicroUsd,
      videos: was.videos + sign * totals.videos,
    };
    if (now.spentMicroUsd === 0 && now.reservedMicroUsd === 0 && now.videos === 0) {
      slots.delete(slot);
    } else slots.set(slot, now);
  }

  return {
    add: (at, totals) => change(at, totals, 1),
    subtract: (at, totals) => change(at, totals, -1),
    sum(from, until) {
      const total = { spentMicroUsd: 0, reservedMicroUsd: 0, videos: 0 };
      const first = Math.floor(from / SLOT_MS);
      const end = Math.ceil(until / SLOT_MS);
      for (const [slot, { spentMicroUsd, reservedMicroUsd, videos }] of slots) {
        if (slot < first || slot >= end) continue;
        total.spentMicroUsd += spentMicroUsd;
        total.reservedMicroUsd += reservedMicroUsd;
        total.videos += videos;
      }
      return total;
    },
    prune(before) {
      forgottenBefore = Math.max(forgottenBefore, Math.floor(before / SLOT_MS));
      for (const slot of slots.keys()) if (slot < forgottenBefore) slots.delete(slot);
    },
    size: () => slots.size,
  };
}
