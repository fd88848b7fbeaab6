import type { Clock, Log } from "../generation/ports.ts";

const MINUTE_MS = 60_000;

/** Writes a line; `kind` is one of the few literals in the code, so memory stays small. */
export type MinuteLog = (
  level: "info" | "warn" | "error",
  kind: string,
  facts: object,
  message: string,
) => void;

/**
 * A log for what strangers can cause as often as they like: one line a kind and minute, and the next
 * one says how many were left out.
 */
export function createMinuteLog(log: Log, clock: Pick<Clock, "now">): MinuteLog {
  const kinds = new Map<string, { at: number; leftOut: number }>();

  return (level, kind, facts, message) => {
    const now = clock.now();
    const last = kinds.get(kind);
    // A line from the future is from before the clock was set back.
    if (last !== undefined && last.at <= now && now - last.at < MINUTE_MS) {
      last.leftOut += 1;
      return;
    }
    kinds.set(kind, { at: now, leftOut: 0 });
    const leftOut = last === undefined || last.leftOut === 0 ? {} : { leftOut: last.leftOut };
    log[level]({ kind, ...facts, ...leftOut }, message);
  };
}
