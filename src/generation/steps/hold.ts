import { CONFIRM_WITHIN_MS } from "../confirm.ts";
import { UserError } from "../errors.ts";
import type { Generation } from "../generation.ts";
import { fail } from "./fail.ts";
import { storeFrames } from "./prepare.ts";
import type { StepResult, StepTools } from "./step.ts";

/**
 * Waits for the member's yes to the price; after ten minutes it is a no. The frames are fetched
 * meanwhile, since Discord's addresses are short-lived.
 */
export async function hold(generation: Generation, tools: StepTools): Promise<StepResult> {
  const { records, clock, referenceId } = tools;
  const leftMs = (): number => generation.createdAt + CONFIRM_WITHIN_MS - clock.now();
  if (leftMs() <= 0) {
    return {
      go: await records.change(generation.id, ({ state }) =>
        state === "held"
          ? {
              state: "expired",
              failure: { kind: "unconfirmed", referenceId: referenceId(), detail: null },
              endedAt: clock.now(),
            }
          : undefined,
      ),
    };
  }
  try {
    const held = await storeFrames(generation, tools);
    return held.state === "held"
      ? { waitFor: "answer", generation: held, forMs: leftMs() }
      : { go: held };
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    return { go: await fail(generation, "frame", tools, error.message) };
  }
}
