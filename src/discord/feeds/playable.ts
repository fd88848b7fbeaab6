import type { Generation } from "../../generation/generation.ts";
import type { Sharing } from "../../sharing/create-sharing.ts";
import type { CopiesOf, FileAddress } from "../../sharing/ports.ts";

/** Where the videos can be watched, or why not. */
export type Playable = readonly FileAddress[] | "gone" | "closed" | "unknown";

export type PlayableOf = (generation: Generation) => Promise<Playable>;

/** The videos as they are addressed now: on the card, or where the operator keeps copies. */
export function createPlayable(
  sharing: Pick<Sharing, "spotOf" | "filesOf">,
  copiesOf: CopiesOf,
): PlayableOf {
  return async (generation) => {
    // Taken out of the gallery, or private by now.
    if ((await sharing.spotOf(generation)) === undefined) return "gone";
    const files = await sharing.filesOf(generation);
    if (typeof files !== "string" && files.length > 0) return files;
    const copies = await copiesOf(generation);
    if (copies.length === 0) return files;
    return copies.map(({ videoUUID, url }) => ({ fileName: videoUUID, url }));
  };
}
