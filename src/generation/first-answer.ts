import { RetryableError, UnansweredError } from "./errors.ts";
import type { Generation } from "./generation.ts";
import type { Clock, Log } from "./ports.ts";
import type { Delivery } from "./ports/delivery.ts";
import type { Records } from "./records.ts";
import type { Runner } from "./runner.ts";

export interface AnswerTools {
  records: Records;
  runner: Pick<Runner, "progressOf" | "nextPlace">;
  delivery: Pick<Delivery, "open" | "find">;
  clock: Clock;
  log: Log;
}

/** Discord ends this by itself: after three seconds it takes no answer any more. */
const ANSWERS = 3;
/** Before each further look for a card that may be there. */
const LOOK_AGAIN_MS = [500, 1500];

/**
 * Rule 2: only what the member was shown goes on. Undefined where the member was shown nothing; then
 * the generation is in the archive, and nothing was spent.
 * @throws {RetryableError} Discord did not say whether the card is there
 */
export async function answerWithCard(
  generation: Generation,
  tools: AnswerTools,
): Promise<Generation | undefined> {
  const messageId = await openOrFind(generation, tools);
  if (messageId !== null) {
    return tools.records.change(generation.id, (current) => ({
      card: { ...current.card, messageId },
    }));
  }
  await dropUnanswered(generation, tools);
  return undefined;
}

async function openOrFind(generation: Generation, tools: AnswerTools): Promise<string | null> {
  const { runner, delivery, log } = tools;
  for (let attempt = 1; attempt <= ANSWERS; attempt += 1) {
    try {
      const progress = { ...runner.progressOf(generation), place: runner.nextPlace(generation) };
      return await delivery.open(generation, progress);
    } catch (error) {
      const facts = { generationId: generation.id, attempt, error };
      if (error instanceof UnansweredError) {
        log.warn(facts, "Discord takes no answer for this interaction any more");
        return null;
      }
      if (!(error instanceof RetryableError)) {
        await dropUnanswered(generation, tools);
        throw error;
      }
      log.warn(facts, "whether the answer arrived is not known; looking for it");
      // Not there: it may be given again, since Discord takes a second one for none.
      const messageId = await look(generation, tools);
      if (messageId !== null) return messageId;
    }
  }
  return null;
}

async function look(
  generation: Generation,
  { delivery, clock }: AnswerTools,
): Promise<string | null> {
  for (const pauseMs of LOOK_AGAIN_MS) {
    try {
      return await delivery.find(generation);
    } catch (error) {
      if (!(error instanceof RetryableError)) throw error;
      await new Promise<void>((resolve) => {
        clock.after(pauseMs, resolve);
      });
    }
  }
  return delivery.find(generation);
}

/** The member saw "did not respond": cancelled, money back, nothing posted. */
export async function dropUnanswered(
  generation: Generation,
  { records, clock }: Pick<AnswerTools, "records" | "clock">,
): Promise<void> {
  const dropped = await records.change(generation.id, () => ({
    state: "cancelled",
    failure: { kind: "unanswered", referenceId: generation.id, detail: null },
    reservedMicroUsd: 0,
    endedAt: clock.now(),
  }));
  await records.archive(dropped);
}
