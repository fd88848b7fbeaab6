/** What one room keeps of a guild. */
export interface Purgeable {
  /** As the log counts it. */
  name: string;
  /**
   * Removes it, in steps that may run again after a crash, and stops between two of them once
   * `goOn` says so.
   * @returns how much was removed
   */
  purge(guildId: string, goOn: () => boolean): Promise<number>;
}

export interface Purged {
  removed: Record<string, number>;
  /** False where something is under way: it ends first, and may leave something behind. */
  isDone: boolean;
}

export type Purge = (guildId: string, goOn: () => boolean) => Promise<Purged>;

/** One finds it all; another whatever a generation left that ended meanwhile. */
const MOST_PASSES = 4;

/**
 * Removes everything that is kept of a guild, one room after another, until nothing is found.
 * @param isBusy whether a generation of the guild has not ended
 */
export function createPurge(
  parts: readonly Purgeable[],
  isBusy: (guildId: string) => Promise<boolean>,
): Purge {
  return async (guildId, goOn) => {
    const removed: Record<string, number> = {};
    for (let pass = 0; pass < MOST_PASSES && goOn(); pass += 1) {
      if (await isBusy(guildId)) break;
      let found = 0;
      for (const part of parts) {
        if (!goOn()) return { removed, isDone: false };
        const count = await part.purge(guildId, goOn);
        removed[part.name] = (removed[part.name] ?? 0) + count;
        found += count;
      }
      if (found === 0) return { removed, isDone: goOn() };
    }
    return { removed, isDone: false };
  };
}
