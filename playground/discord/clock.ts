/**
 * The local Discord's own time: real time plus an offset that only grows. Deadlines, timestamps,
 * signed addresses and rate limits all read it, so a test crosses fifteen minutes in no time.
 */
export interface Clock {
  /** Milliseconds since the Unix epoch. */
  now(): number;
  /** Moves the clock forward and fires, in order, every alarm that has come due. */
  advance(ms: number): void;
  /** Calls back once the clock has reached `now() + delayMs`. Returns a way to call it off. */
  alarm(delayMs: number, ring: () => void): () => void;
  /** Forgets every alarm; nothing rings afterwards. */
  close(): void;
}

interface Alarm {
  readonly dueAt: number;
  readonly ring: () => void;
  timer: NodeJS.Timeout;
}

// setTimeout overflows above this and would fire at once.
const LONGEST_TIMER_MS = 2 ** 31 - 1;

/** @param startAt where the clock stands at first; real time when left out */
export function createClock(startAt?: number): Clock {
  let offsetMs = startAt === undefined ? 0 : startAt - Date.now();
  const alarms = new Set<Alarm>();

  const now = () => Date.now() + offsetMs;

  function ringIfDue(alarm: Alarm): void {
    if (!alarms.has(alarm)) return;
    const leftMs = alarm.dueAt - now();
    if (leftMs > 0) {
      alarm.timer = setTimeout(() => ringIfDue(alarm), Math.min(leftMs, LONGEST_TIMER_MS));
      return;
    }
    alarms.delete(alarm);
    alarm.ring();
  }

  return {
    now,
    advance(ms) {
      if (!(ms >= 0)) throw new RangeError(`the clock only goes forward, not by ${ms} ms`);
      offsetMs += ms;
      const due = [...alarms].filter((alarm) => alarm.dueAt <= now());
      due.sort((a, b) => a.dueAt - b.dueAt);
      for (const alarm of due) {
        clearTimeout(alarm.timer);
        ringIfDue(alarm);
      }
    },
    alarm(delayMs, ring) {
      const dueAt = now() + delayMs;
      const alarm: Alarm = {
        dueAt,
        ring,
        timer: setTimeout(() => ringIfDue(alarm), Math.min(delayMs, LONGEST_TIMER_MS)),
      };
      alarms.add(alarm);
      return () => {
        clearTimeout(alarm.timer);
        alarms.delete(alarm);
      };
    },
    close() {
      for (const alarm of alarms) clearTimeout(alarm.timer);
      alarms.clear();
    },
  };
}
