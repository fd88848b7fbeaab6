import type { Clock } from "./clock.ts";

export interface Agenda {
  /** Runs `action` once the clock has reached `timeMs`. */
  at(timeMs: number, action: () => void): void;
  close(): void;
}

// A foreign clock may jump without telling, so the next look is never further away than this.
const MAX_SLEEP_MS = 100;

/** Things to do at a time of the given clock, with one real timer for all of them. */
export function createAgenda(clock: Clock): Agenda {
  let entries: { timeMs: number; action: () => void }[] = [];
  let timer: NodeJS.Timeout | undefined;
  let closed = false;

  const runDue = (): void => {
    clearTimeout(timer);
    const now = clock.now();
    const due = entries.filter((entry) => entry.timeMs <= now);
    entries = entries.filter((entry) => entry.timeMs > now);
    for (const entry of due.sort((a, b) => a.timeMs - b.timeMs)) entry.action();
    sleep();
  };

  const sleep = (): void => {
    clearTimeout(timer);
    if (closed || entries.length === 0) return;
    const nextMs = entries.reduce((least, entry) => Math.min(least, entry.timeMs), Infinity);
    const waitMs = Math.max(nextMs - clock.now(), 0);
    // Real time decides when to look, the clock decides what is due.
    timer = setTimeout(
      runDue,
      Math.min(waitMs, clock.onAdvance ? waitMs : MAX_SLEEP_MS, 2 ** 31 - 1),
    );
  };

  const stopListening = clock.onAdvance?.(runDue);

  return {
    at(timeMs, action) {
      if (closed) return;
      entries.push({ timeMs, action });
      sleep();
    },
    close() {
      closed = true;
      entries = [];
      clearTimeout(timer);
      stopListening?.();
    },
  };
}
