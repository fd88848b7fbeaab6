import type { Clock } from "./ports.ts";
import { createQueue, type Waiting } from "./queue.ts";

/** Who may hand a task to the provider next, and how many have one there. */
export interface Turns {
  /** Joins the line. */
  wait(waiting: Waiting): void;
  /** Gives a turn back that could not be used; nobody gets another one for `pauseMs`. */
  giveBack(waiting: Waiting, pauseMs: number): void;
  /** Takes a slot without waiting: the provider has this one's task already. */
  hold(id: string): void;
  /** Frees the slot, if it holds one. */
  release(id: string): void;
  /** Out of the line and off its slot. */
  leave(id: string): void;
  /** Place in line, from 1; null for who does not wait. Walks the whole line when it has changed. */
  place(id: string): number | null;
  /** The place that the next one to join would have; null where its turn would come at once. */
  readonly nextPlace: number | null;
  /** Until when turns are paused after one was given back, in milliseconds since 1970. */
  readonly pausedUntil: number;
  stop(): void;
}

export interface TurnsOptions {
  /** Tasks in the provider's hands at once. */
  concurrency: number;
  clock: Clock;
  /** When the provider takes tasks again; null while it does. */
  busyUntil: () => number | null;
  /** It is this one's turn, and it holds a slot. */
  onTurn: (id: string) => void;
}

export function createTurns({ concurrency, clock, busyUntil, onTurn }: TurnsOptions): Turns {
  const queue = createQueue();
  const slots = new Set<string>();
  let pause = { since: 0, ms: 0 };
  let stopped = false;
  let callOff: (() => void) | undefined;

  /** A clock that was set back ends the pause rather than prolonging it. */
  function pausedUntil(): number {
    return pause.since <= clock.now() ? pause.since + pause.ms : 0;
  }

  function handOut(): void {
    callOff?.();
    callOff = undefined;
    if (stopped) return;
    const waitMs = Math.max(pausedUntil(), busyUntil() ?? 0) - clock.now();
    if (queue.size > 0 && waitMs > 0) {
      callOff = clock.after(waitMs, handOut);
      return;
    }
    while (slots.size < concurrency) {
      const id = queue.take();
      if (id === undefined) return;
      slots.add(id);
      onTurn(id);
    }
  }

  function release(id: string): void {
    if (slots.delete(id)) handOut();
  }

  return {
    wait(waiting) {
      queue.add(waiting);
      handOut();
    },
    giveBack(waiting, pauseMs) {
      const since = clock.now();
      pause = { since, ms: Math.max(pausedUntil() - since, pauseMs) };
      queue.putBack(waiting);
      release(waiting.id);
    },
    hold(id) {
      slots.add(id);
    },
    release,
    leave(id) {
      queue.remove(id);
      release(id);
    },
    place: (id) => queue.places().get(id) ?? null,
    get nextPlace() {
      const isFree = slots.size < concurrency && queue.size === 0 && pausedUntil() <= clock.now();
      return isFree && busyUntil() === null ? null : queue.size + 1;
    },
    get pausedUntil() {
      return pausedUntil();
    },
    stop() {
      stopped = true;
      callOff?.();
    },
  };
}
