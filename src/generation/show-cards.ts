import { createBoard } from "./board.ts";
import { isEnd } from "./generation.ts";
import type { Live } from "./live.ts";
import type { Progress } from "./ports/delivery.ts";
import type { StepTools } from "./steps/step.ts";

/** Keeps the cards of unfinished generations up to date. */
export interface ShowCards {
  /** From now on this card is shown again from time to time. */
  add(id: string): void;
  remove(id: string): void;
  /** Shows it now, where its state is one that progress is shown of. */
  now(id: string): void;
  stop(): void;
}

export function createShowCards(options: {
  tools: Pick<StepTools, "records" | "delivery" | "clock" | "log">;
  find: (id: string) => Live | undefined;
  progressOf: (entry: Live) => Progress;
  /** Something was begun that a stop waits for. */
  begun: (work: Promise<void>) => void;
}): ShowCards {
  const { find, progressOf, begun } = options;
  const { records, delivery, clock, log } = options.tools;
  const board = createBoard({ clock, show: (id) => showNow(id) });

  function showNow(id: string): void {
    const entry = find(id);
    if (entry === undefined) return;
    const { state, card } = entry.generation;
    // From the upload on only the last edit counts, also while it is tried again.
    if (state === "delivering" || isEnd(state) || card.messageId === null) return;
    delivery.show(entry.generation, progressOf(entry));
    if (card.token !== null && clock.now() > card.tokenExpiresAt && !entry.stepping) {
      begun(dropToken(entry, card.token));
    }
  }

  /** A dead token has no business in a record (rule 12). */
  async function dropToken(entry: Live, token: string): Promise<void> {
    const { id } = entry.generation;
    try {
      await records.forgetToken(id, token);
    } catch (error) {
      log.warn({ generationId: id, error }, "a dead token stays in its record for now");
      return;
    }
    const { card } = entry.generation;
    // A press may have brought a new one meanwhile.
    if (card.token !== token) return;
    entry.generation = { ...entry.generation, card: { ...card, token: null } };
  }

  return {
    add: (id) => board.add(id),
    remove: (id) => board.remove(id),
    now: showNow,
    stop: () => board.stop(),
  };
}
