import type { Generation } from "../../generation/generation.ts";
import type { Log } from "../../generation/ports.ts";
import type { Settings } from "../../policy/settings.ts";
import type { Sharing } from "../../sharing/create-sharing.ts";
import { NO_FACTS, type CardFacts } from "../card/card-facts.ts";

/** Never rejects: no card waits for what is only beside its videos. */
export type FactsOf = (generation: Generation) => Promise<CardFacts>;

export interface FactsTools {
  sharing: { favourites: Pick<Sharing["favourites"], "of"> };
  settings: Pick<Settings, "of" | "isReadable">;
  find: (id: string) => Promise<Generation | undefined>;
  log: Pick<Log, "warn">;
}

/** Reads what a card with videos shows beside its record: two reads of the store at most. */
export function createFactsOf({ sharing, settings, find, log }: FactsTools): FactsOf {
  async function hasParent({ parentId, after }: Generation): Promise<boolean> {
    if (parentId === null || after === null || after.message === null) return false;
    const parent = await find(parentId);
    return parent !== undefined && parent.deleted === null;
  }

  return async (generation) => {
    const { id, guildId, memberId } = generation;
    try {
      const { count } = await sharing.favourites.of(generation, memberId);
      const mayShare = settings.isReadable(guildId) && settings.of(guildId).sharing.outgoing;
      return { favourites: count, mayShare, hasParent: await hasParent(generation) };
    } catch (error) {
      log.warn({ generationId: id, error }, "a card is drawn without what is beside its record");
      return NO_FACTS;
    }
  };
}
