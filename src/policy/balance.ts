/** What is known of an account. */
export interface AccountState {
  /** The last balance that was read, in micro-USD. */
  readonly microUsd: number | null;
  /** Since when the provider refuses tasks for want of credit, though the balance may not be zero. */
  readonly refused: {
    /** Milliseconds since 1970. */
    readonly at: number;
    /** The lowest balance read since then; null before the first. */
    readonly microUsd: number | null;
  } | null;
}

/** Something whoever pays is told. */
export interface BalanceNotice {
  level: "well" | "low" | "empty";
  microUsd: number;
}

export const NOTHING_KNOWN: AccountState = { microUsd: null, refused: null };

/** A refusal is not believed for longer: then one request may try, and be refused again. */
const REFUSED_FOR_MS = 60 * 60_000;

/** The provider refused a task for want of credit. */
export const refused = (state: AccountState, now: number): AccountState => ({
  ...state,
  refused: { at: now, microUsd: null },
});

/** A balance was read. After a refusal only a rise means that credit was added. */
export function judged(
  { refused: before }: AccountState,
  microUsd: number,
  warnMicroUsd: number,
): AccountState {
  if (before === null) return { microUsd, refused: null };
  const hasRisen = before.microUsd !== null && microUsd > before.microUsd;
  if (hasRisen || microUsd >= warnMicroUsd) return { microUsd, refused: null };
  return { microUsd, refused: { ...before, microUsd } };
}

/** Whether anything new may be made with the account. What is not known does not refuse anybody. */
export function takesRequests({ microUsd, refused: since }: AccountState, now: number): boolean {
  if (microUsd !== null && microUsd <= 0) return false;
  // A clock that was set back ends it as well.
  return since === null || now - since.at >= REFUSED_FOR_MS || now < since.at;
}

export function levelOf(state: AccountState, warnMicroUsd: number): BalanceNotice["level"] {
  const { microUsd, refused: since } = state;
  if (since !== null || (microUsd !== null && microUsd <= 0)) return "empty";
  return microUsd !== null && microUsd < warnMicroUsd ? "low" : "well";
}
