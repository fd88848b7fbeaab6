import { UserError } from "../errors.ts";
import type { Generation } from "../generation.ts";
import { fail } from "./fail.ts";
import type { StepResult, StepTools } from "./step.ts";

/**
 * Stores the bytes of every frame; without them there is no turn. Fetched after the answer, since
 * three seconds are too short for 20 MB; at once, since Discord's addresses are short-lived.
 */
export async function prepare(generation: Generation, tools: StepTools): Promise<StepResult> {
  try {
    const ready = await storeFrames(generation, tools);
    return ready.state === "queued" ? { waitFor: "turn", generation: ready } : { go: ready };
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    return { go: await fail(generation, "frame", tools, error.message) };
  }
}

/**
 * The record with every frame's bytes in the store.
 * @throws {UserError} with the sentence for what is wrong with an image
 * @throws {RetryableError} one could not be fetched this time
 */
export async function storeFrames(
  generation: Generation,
  { frames, records }: StepTools,
): Promise<Generation> {
  if (generation.frames.every((frame) => frame.stored !== null)) return generation;
  const stored = await Promise.all(
    generation.frames.map(async (frame) =>
      frame.stored !== null || frame.source === null
        ? frame
        : { ...frame, source: null, stored: await frames.take(frame.source) },
    ),
  );
  return records.change(generation.id, () => ({ frames: stored }));
}
