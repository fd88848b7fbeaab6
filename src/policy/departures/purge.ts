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

/** How much of what was removed, or that the guild still has something under way. */
export type Purge = (
  guildId: string,
  goOn: () => boolean,
) => Promise<Record<string, number> | "notNow">;

/**
 * Removes everything that is kept of a guild, one room after another.
 * @param isBusy whether a generation of the guild has not ended: it ends first
 */
export function createPurge(
  parts: readonly Purgeable[],
  isBusy: (guildId: string) => Promise<boolean>,
): Purge {
  return async (guildId, goOn) => {
    if (await isBusy(guildId)) return "notNow";
    const counts: Record<string, number> = {};
    for (const part of parts) {
      if (!goOn()) break;
      counts[part.name] = await part.purge(guildId, goOn);
    }
    return counts;
  };
}
