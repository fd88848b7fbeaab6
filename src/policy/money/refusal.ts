/** One limit that a request does not fit into. */
export interface Refusal {
  /** What happened and what is left, without a word on what would pass. */
  sentence: string;
  /** When there is more again, in milliseconds since 1970; null where that is no matter of time. */
  renewsAt: number | null;
  /** Micro-USD that a smaller request may cost; null where a smaller price changes nothing. */
  roomMicroUsd: number | null;
}

/** Of several the one that lasts longest: who waits for it has waited for the others. */
export const longest = (refusals: readonly Refusal[]): Refusal | undefined =>
  refusals.toSorted((a, b) => (b.renewsAt ?? 0) - (a.renewsAt ?? 0))[0];
