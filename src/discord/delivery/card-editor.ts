import type { Clock } from "../../generation/ports.ts";

/** Edits of cards: one in flight a card, the newest state wins, a final edit is really the last. */
export interface CardEditor {
  /** The answer to the interaction showed this already: it counts as the first edit. */
  opened(id: string, key: string): void;
  /**
   * Runs `edit` soon: at most one a card every five seconds, the newest replaces one that waits.
   * `key` says what the edit would show; the same as shown already is dropped.
   */
  show(id: string, key: string, edit: () => Promise<void>, urgent: boolean): void;
  /**
   * Waits for the edit in flight, drops the one that waits, then runs the last edit of this card.
   * `inDoubt`: an edit before it was never answered, or is of a process before this one, and may
   * still land after it.
   */
  final<T>(id: string, run: (inDoubt: boolean) => Promise<T>): Promise<T>;
  stop(): void;
}

/** The design's rule: at most one progress edit per card per five seconds. */
const INTERVAL_MS = 5000;

interface Card {
  /** Never rejects. */
  inFlight: Promise<void> | undefined;
  waiting: { key: string; edit: () => Promise<void> } | undefined;
  callOff: (() => void) | undefined;
  shownKey: string | undefined;
  lastAt: number;
  closed: boolean;
  inDoubt: boolean;
  /** Answered in this process: no other one ever edited it. */
  isOwn: boolean;
}

/** So long after the start Discord is done with whatever a process before this one sent it. */
const HANDLED_WITHIN_MS = 60_000;

export function createCardEditor(
  clock: Clock,
  /**
   * "giveUp": this card shows nothing any more until its last edit. "inDoubt": the edit may yet land.
   */
  onError: (id: string, error: unknown) => "giveUp" | "inDoubt" | "goOn",
): CardEditor {
  const cards = new Map<string, Card>();
  let isYoung = true;
  const callOffYouth = clock.after(HANDLED_WITHIN_MS, () => {
    isYoung = false;
  });

  function cardOf(id: string): Card {
    let card = cards.get(id);
    if (card === undefined) {
      card = {
        inFlight: undefined,
        waiting: undefined,
        callOff: undefined,
        shownKey: undefined,
        lastAt: clock.now(),
        closed: false,
        inDoubt: false,
        isOwn: false,
      };
      cards.set(id, card);
    }
    return card;
  }

  function send(id: string, card: Card): void {
    card.callOff?.();
    card.callOff = undefined;
    const { waiting } = card;
    if (waiting === undefined || card.inFlight !== undefined || card.closed) return;
    card.waiting = undefined;
    card.lastAt = clock.now();
    card.shownKey = waiting.key;
    card.inFlight = waiting
      .edit()
      .then(
        () => undefined,
        (error: unknown) => {
          // Not shown after all: the next show with this key is sent again.
          card.shownKey = undefined;
          const verdict = onError(id, error);
          if (verdict === "giveUp") card.closed = true;
          if (verdict === "inDoubt") card.inDoubt = true;
        },
      )
      .then(() => {
        card.inFlight = undefined;
        if (card.waiting !== undefined) schedule(id, card, false);
      });
  }

  function schedule(id: string, card: Card, urgent: boolean): void {
    if (card.inFlight !== undefined) return;
    // A clock that was set back must not keep a card waiting until it has caught up.
    const waitMs = urgent ? 0 : Math.min(INTERVAL_MS, card.lastAt + INTERVAL_MS - clock.now());
    if (waitMs <= 0) send(id, card);
    else card.callOff ??= clock.after(waitMs, () => send(id, card));
  }

  return {
    opened(id, key) {
      const card = cardOf(id);
      card.shownKey = key;
      card.isOwn = true;
    },
    show(id, key, edit, urgent) {
      const card = cardOf(id);
      if (card.closed) return;
      if (card.shownKey === key) {
        // What waits is older than what is shown now, or the same.
        card.waiting = undefined;
        return;
      }
      card.waiting = { key, edit };
      schedule(id, card, urgent);
    },
    async final(id, run) {
      const card = cardOf(id);
      card.closed = true;
      card.waiting = undefined;
      card.callOff?.();
      await card.inFlight;
      // Kept where it fails: what was in doubt is so at the next try as well.
      const done = await run(card.inDoubt || (isYoung && !card.isOwn));
      cards.delete(id);
      return done;
    },
    stop() {
      callOffYouth();
      for (const card of cards.values()) {
        card.closed = true;
        card.callOff?.();
      }
    },
  };
}
