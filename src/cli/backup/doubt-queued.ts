import type { Generation } from "../../generation/generation.ts";
import { RESUBMIT_WITHIN_MS } from "../../generation/steps/submit.ts";
import { openCollections } from "../../stores/collections.ts";
import { openStore } from "../../stores/open-store.ts";

/**
 * What waited for its turn while a running bot was backed up may have been sent since. So it counts as
 * sent at that moment: the provider is asked after it first, and long after that it is never sent again
 * (rule 3).
 * @param storePath a store that no bot has
 * @param takenAt when the backup was made, in milliseconds since 1970
 */
export async function doubtQueued(storePath: string, takenAt: number): Promise<void> {
  const store = await openStore(`sqlite://${storePath}`);
  try {
    const { unfinished } = openCollections(store);
    for await (const row of unfinished.readAll()) {
      if ("broken" in row || !mayBeSent(row.value)) continue;
      await unfinished.update(row.id, (current) => current && doubted(current, takenAt));
    }
  } finally {
    await store.close();
  }
}

/** Nothing is sent before its card is there; one whose card is not seen is looked for first. */
const mayBeSent = ({ state, card }: Generation): boolean =>
  state === "queued" && card.messageId !== null;

function doubted(generation: Generation, takenAt: number): Generation {
  const { submit, frames } = generation;
  const hasFrames = frames.every((frame) => frame.stored !== null);
  return {
    ...generation,
    state: "submitting",
    submit: {
      attempts: submit.attempts + 1,
      since: submit.since ?? takenAt,
      // Without its frames it can only be asked for: as old as what is never sent again.
      maybeTakenAt: hasFrames ? takenAt : takenAt - RESUBMIT_WITHIN_MS - 1,
    },
  };
}
