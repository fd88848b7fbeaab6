import type { Generation } from "../../generation/generation.ts";
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
      if ("broken" in row || !isReady(row.value)) continue;
      await unfinished.update(row.id, (current) => current && doubted(current, takenAt));
    }
  } finally {
    await store.close();
  }
}

/** Nothing is sent before its card and its frames are there. */
const isReady = ({ state, card, frames }: Generation): boolean =>
  state === "queued" && card.messageId !== null && frames.every((frame) => frame.stored !== null);

const doubted = (generation: Generation, takenAt: number): Generation => ({
  ...generation,
  state: "submitting",
  submit: {
    attempts: generation.submit.attempts + 1,
    since: generation.submit.since ?? takenAt,
    maybeTakenAt: takenAt,
  },
});
