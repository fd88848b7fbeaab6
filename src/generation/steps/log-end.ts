import type { FailureKind } from "../errors.ts";
import type { Generation } from "../generation.ts";
import type { Log } from "../ports.ts";

/** What only the operator can put right, in words for the log. */
const FOR_THE_OPERATOR: Partial<Record<FailureKind, string>> = {
  credit: "the account at the provider has no credit left: no video is made until some is added",
  auth: "the provider does not accept the API key: no video is made until that is put right",
  unknownCharge: "a task may have been charged without a result: check the provider's bill",
  internal: "a generation ended by a fault of the bot",
};

/** A line for each end, with the reference that people quote from the card. May come twice. */
export function logEnd(generation: Generation, log: Log): void {
  const { id, taskUUID, state, failure, cost } = generation;
  const facts = {
    generationId: id,
    taskUUID,
    state,
    kind: failure?.kind,
    referenceId: failure?.referenceId,
    costMicroUsd: cost?.microUsd,
  };
  if (failure === null) {
    log.info(facts, "a generation ended");
    return;
  }
  const loud = FOR_THE_OPERATOR[failure.kind];
  if (loud === undefined) log.warn(facts, "a generation ended without a video");
  else log.error(facts, loud);
}
