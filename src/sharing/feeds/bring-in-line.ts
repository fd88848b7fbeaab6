import type { Generation } from "../../generation/generation.ts";
import type { Copies, Outcome, Pass } from "./copies.ts";
import type { Copy, Publication } from "./feed.ts";
import type { CopyPosts } from "./ports.ts";

export interface InLineTools {
  copies: Copies;
  posts: CopyPosts;
}

/** Removes the copies of one page, also those of which nobody knows whether they were posted. */
export async function takeDownPage(
  generationId: string,
  page: number,
  { copies, posts }: InLineTools,
  goOn: () => boolean,
): Promise<Pass> {
  const there = await copies.get(generationId, page);
  if (typeof there !== "object") return { tried: 0, left: 0, unanswered: 0 };

  async function takeDown(guildId: string, copy: Copy): Promise<Outcome> {
    const place = { guildId, channelId: copy.channelId };
    const { messageId } = copy;
    const found =
      messageId === null ? await posts.find(generationId, place, 0) : { ...copy, messageId };
    if (found !== null && found !== "closed") await posts.remove({ ...place, ...found });
    return null;
  }
  const which = Object.entries(there.copies);
  const done = await copies.pass(generationId, page, which, takeDown, { goOn });
  if (done.left === 0) await copies.forget(generationId, page);
  return done;
}

/** Shows the copies of one page as they are to be shown. */
export async function alignPage(
  generation: Generation,
  as: Exclude<Publication["wish"], "gone">,
  page: number,
  { copies, posts }: InLineTools,
  goOn: () => boolean,
): Promise<Pass> {
  const there = await copies.get(generation.id, page);
  const all = typeof there === "object" ? Object.entries(there.copies) : [];
  const behind = all.filter(([, { messageId, shownAs }]) => messageId !== null && shownAs !== as);

  async function align(guildId: string, copy: Copy): Promise<Outcome> {
    const { messageId } = copy;
    if (messageId === null) return copy;
    const done = await posts.edit(generation, as, { guildId, ...copy, messageId });
    // Somebody there has removed it: so it stays.
    return done === "closed" ? null : { ...copy, shownAs: as };
  }
  return copies.pass(generation.id, page, behind, align, { goOn });
}
