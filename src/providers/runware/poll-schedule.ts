/** A watched task, as far as the time of its next look is concerned. Instants are ms since 1970. */
export interface Watched {
  watchedAt: number;
  /** When its result will probably be there. */
  expectedAt: number;
  /** The last look; null before the first. */
  askedAt: number | null;
  /** Replaces the rhythm by a fixed one. */
  everyMs: number | null;
}

export interface PollPace {
  /** Refusals come within seconds; finding them early frees the slot and spares the wait. */
  firstLookMs: number;
  /** Between looks while the result is not expected yet. */
  sparseMs: number;
  /** Between looks in the second half of the wait. */
  approachMs: number;
  /** Between looks near the expected end and after it. */
  nearMs: number;
  /** Between looks long after it. */
  lateMs: number;
  /** Requests a second that are not passed over time, whatever is due. */
  requestsPerSecond: number;
  /** Of the requests that were not needed, so many may be made up for later. */
  savedRequests: number;
}

/**
 * A little under a second: an answer comes half this late on the average, and the budget of one
 * request a second is kept over minutes, not within each.
 */
export const DEFAULT_PACE: PollPace = {
  firstLookMs: 2_000,
  sparseMs: 12_000,
  approachMs: 5_000,
  nearMs: 800,
  lateMs: 10_000,
  requestsPerSecond: 1,
  savedRequests: 60,
};

/** Render times scatter: from here on a result is no surprise. */
const NEAR_FROM = 0.75;
/** A task 40 s late is looked for every 2 s, and one 200 s late every 10 s. */
const LATENESS_SHARE = 0.05;

/** When to ask about a task again: seldom before its time, often around it, seldom long after. */
export function nextLookAt(task: Watched, now: number, pace: PollPace = DEFAULT_PACE): number {
  const { watchedAt, expectedAt, everyMs } = task;
  const last = task.askedAt ?? watchedAt;
  // The clock was set back: what it said before means nothing any more.
  if (last > now) return now;
  if (task.askedAt === null && (everyMs !== null || expectedAt <= watchedAt)) return watchedAt;
  if (everyMs !== null) return last + everyMs;

  const waitMs = Math.max(0, expectedAt - watchedAt);
  const nearAt = watchedAt + Math.round(waitMs * NEAR_FROM);
  if (last >= nearAt) {
    const lateMs = Math.round(Math.max(0, last - expectedAt) * LATENESS_SHARE);
    return last + Math.min(Math.max(pace.nearMs, lateMs), Math.max(pace.lateMs, pace.nearMs));
  }
  // Doubling from the first look on, so that a long wait does not begin with many.
  const isEarly = last < watchedAt + waitMs / 2;
  const cap = isEarly ? pace.sparseMs : pace.approachMs;
  const pauseMs = Math.min(Math.max(pace.firstLookMs, last - watchedAt), cap);
  return Math.min(last + pauseMs, Math.max(nearAt, last + pace.nearMs));
}

/**
 * Whether a task may come along in a request that is made for others: a row more costs next to
 * nothing, and past half of the wait it may bring the result sooner.
 */
export function mayComeAlong(task: Watched, now: number): boolean {
  return task.everyMs === null && now >= (task.watchedAt + task.expectedAt) / 2;
}
