import { dropUnanswered } from "../first-answer.ts";
import type { Generation } from "../generation.ts";
import type { StepResult, StepTools } from "./step.ts";

/**
 * A process ended, or Discord fell silent, between the answer and the record of it (rule 2): what the
 * member was shown goes on, anything else is dropped.
 * @throws {RetryableError} Discord did not say; asked again later
 */
export async function lookForCard(generation: Generation, tools: StepTools): Promise<StepResult> {
  const { records, delivery, log } = tools;
  const messageId = await delivery.find(generation);
  if (messageId !== null) {
    return {
      go: await records.change(generation.id, ({ card }) => ({ card: { ...card, messageId } })),
    };
  }
  log.warn(
    { generationId: generation.id },
    "a request whose card never reached the member is dropped; nothing was spent",
  );
  await dropUnanswered(generation, tools);
  return { waitFor: "nothing", generation };
}
