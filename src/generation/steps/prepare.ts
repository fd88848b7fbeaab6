import { UserError } from "../errors.ts";
import type { Generation } from "../generation.ts";
import { fail } from "./fail.ts";
import type { StepResult, StepTools } from "./step.ts";

/**
 * Stores the bytes of every frame; without them there is no turn. Fetched after the answer, since
 * three seconds are too short for 20 MB; at once, since Discord's addresses are short-lived.
 */
export async function prepare(generation: Generation, tools: StepTools): Promise<StepResult> {
  if (generation.frames.every((frame) => frame.stored !== null)) {
    return { waitFor: "turn", generation };
  }
  try {
    const stored = await Promise.all(
      generation.frames.map(async (frame) =>
        frame.stored !== null || frame.source === null
          ? frame
          : { ...frame, source: null, stored: await tools.frames.take(frame.source) },
      ),
    );
    const ready = await tools.records.change(generation.id, () => ({ frames: stored }));
    return ready.state === "queued" ? { waitFor: "turn", generation: ready } : { go: ready };
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    return { go: await fail(generation, "frame", tools, error.message) };
  }
}
