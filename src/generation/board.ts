import type { Clock } from "./ports.ts";

/**
 * Shows unfinished generations again from time to time, in turn, because a place in line moves and
 * a bar fills without any event of the generation's own. The longer the list the more seldom each:
 * the number of shows a second is bounded.
 */
export interface Board {
  add(id: string): void;
  remove(id: string): void;
  stop(): void;
}

/** One after another: ten edits in the same moment would be a moment in which nobody is answered. */
const SHOW_EVERY_MS = 100;
/** Where a clock jumps, or the machine was busy, so many are made up for. */
const SHOWS_AT_ONCE = 10;
/** The least time between two progress edits of one card, by the design's rules for Discord. */
const CARD_INTERVAL_MS = 5000;

export function createBoard({ clock, show }: { clock: Clock; show: (id: string) => void }): Board {
  /** When each was shown last; a shown one moves to the end, so the first is always the oldest. */
  const shownAt = new Map<string, number>();
  let callOff: (() => void) | undefined;
  let waitedSince = 0;

  function tick(): void {
    callOff = undefined;
    const now = clock.now();
    const due = Math.round((now - waitedSince) / SHOW_EVERY_MS);
    for (const [id, at] of firstOf(shownAt, Math.min(Math.max(1, due), SHOWS_AT_ONCE))) {
      // One from the future was shown before the clock was set back.
      if (at <= now && now - at < CARD_INTERVAL_MS) break;
      shownAt.delete(id);
      shownAt.set(id, now);
      show(id);
    }
    schedule();
  }

  function schedule(): void {
    if (shownAt.size === 0 || callOff !== undefined) return;
    waitedSince = clock.now();
    callOff = clock.after(SHOW_EVERY_MS, tick);
  }

  return {
    add(id) {
      if (shownAt.has(id)) return;
      shownAt.set(id, clock.now());
      schedule();
    },
    remove(id) {
      shownAt.delete(id);
    },
    stop() {
      callOff?.();
      shownAt.clear();
    },
  };
}

function* firstOf<K, V>(map: ReadonlyMap<K, V>, count: number): Generator<[K, V]> {
  for (const entry of map) {
    if (count-- <= 0) return;
    yield entry;
  }
}
