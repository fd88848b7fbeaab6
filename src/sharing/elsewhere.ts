/** How a generation may be shown beside its card, from now on. */
export type Now = "open" | "spoiler" | "gone";

/** What shows results beside their cards: showcase posts, shares, followers' copies. */
export interface Elsewhere {
  /**
   * Everything that shows this generation elsewhere is to follow. It is on record when this resolves
   * and is done beside everything else. "gone" is for good. May run twice.
   * @throws {Error} the store does not take it
   */
  follow(generationId: string, now: Now): Promise<void>;
}

/** Tells all of them; where one cannot note it, the others have. */
export async function tellElsewhere(
  elsewhere: readonly Elsewhere[],
  generationId: string,
  now: Now,
): Promise<void> {
  const told = await Promise.allSettled(elsewhere.map((one) => one.follow(generationId, now)));
  for (const result of told) if (result.status === "rejected") throw result.reason;
}
