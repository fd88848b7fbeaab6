import type { FailureKind } from "../errors.ts";
import { isEnd, type Generation } from "../generation.ts";
import type { StepTools } from "./step.ts";

/**
 * Ends a generation that nothing was charged for, with the reservation given back. One that has ended
 * meanwhile stays as it is.
 */
export function fail(
  generation: Generation,
  kind: FailureKind,
  { records, clock, referenceId }: StepTools,
  detail: string | null = null,
): Promise<Generation> {
  return records.change(generation.id, ({ state }) =>
    isEnd(state)
      ? undefined
      : {
          state: "failed",
          failure: { kind, referenceId: referenceId(), detail },
          reservedMicroUsd: 0,
          endedAt: clock.now(),
        },
  );
}
