import { isEnd, type Generation } from "./generation.ts";
import { deliver, wrapUp } from "./steps/deliver.ts";
import { hold } from "./steps/hold.ts";
import { holdForReview } from "./steps/hold-for-review.ts";
import { lookForCard } from "./steps/look-for-card.ts";
import { prepare } from "./steps/prepare.ts";
import type { StepResult, StepTools } from "./steps/step.ts";
import { claimTurn, submit } from "./steps/submit.ts";

/** What belongs to a record's state. */
export type NextStep =
  | {
      /** What becomes of its place in line and its slot before the step runs. */
      slot: "keep" | "hold" | "release" | "leave";
      run: () => Promise<StepResult>;
    }
  /** The provider has the task. */
  | "waitForTask"
  /** Nothing to drive. */
  | "waitForPerson";

/** The step that belongs to the state of a record, whether it got there just now or before a restart. */
export function nextStep(generation: Generation, tools: StepTools): NextStep {
  const { state, card } = generation;
  if (isEnd(state)) {
    return {
      slot: "leave",
      async run() {
        await wrapUp(generation, tools);
        return { waitFor: "nothing", generation };
      },
    };
  }
  switch (state) {
    case "held":
    case "queued": {
      const goOn = state === "held" ? hold : prepare;
      const first = card.messageId === null ? lookForCard : goOn;
      return { slot: "keep", run: () => first(generation, tools) };
    }
    case "submitting":
      // Whoever finds a record in this state did not see the answer to the last attempt.
      return { slot: "hold", run: () => submit(generation, true, tools) };
    case "rendering":
      return "waitForTask";
    case "delivering":
      return { slot: "release", run: async () => ({ go: await deliver(generation, tools) }) };
    case "reviewing":
      return { slot: "release", run: () => holdForReview(generation, tools) };
    default:
      return "waitForPerson";
  }
}

/**
 * The step of a generation whose turn has come. `onClaimed` hears of the record as it is written
 * before the task is sent, so that a failure in between goes on from there.
 */
export async function useTurn(
  generation: Generation,
  tools: StepTools,
  onClaimed: (claimed: Generation) => void,
): Promise<StepResult> {
  const claimed = await claimTurn(generation, tools);
  if (claimed.state !== "submitting") return { go: claimed };
  onClaimed(claimed);
  return submit(claimed, false, tools);
}
