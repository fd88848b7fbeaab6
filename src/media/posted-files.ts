import { RetryableError, TerminalError } from "../generation/errors.ts";
import type { Generation, Video } from "../generation/generation.ts";
import type { Spool } from "../generation/ports/files.ts";
import type { WhereIs } from "../sharing/posts/where-is.ts";
import type { SweepableSpool } from "./spool.ts";

export interface PostedFiles extends Pick<Spool, "fetch" | "fit" | "clear"> {
  /** At start: removes what a process before this one left. */
  sweep(): Promise<void>;
}

/**
 * Files of results that were posted long ago, on disk for as long as they are posted again: from the
 * message that shows them, or from the operator's copies.
 */
export function createPostedFiles(tools: {
  spools: Record<"discord" | "archive", SweepableSpool>;
  find: (id: string) => Promise<Generation | undefined>;
  whereIs: WhereIs;
}): PostedFiles {
  const { spools, find, whereIs } = tools;

  async function place(id: string, video: Video): Promise<{ spool: Spool; video: Video }> {
    const generation = await find(id);
    const found = generation === undefined ? "nowhere" : await whereIs(generation, video);
    if (found === "later") throw new RetryableError("Discord did not say where a video is");
    if (found === "nowhere") {
      throw new TerminalError("provider", "a posted video is nowhere any more", { code: "gone" });
    }
    return { spool: spools[found.from], video: { ...video, url: found.url } };
  }

  return {
    async fetch(id, video) {
      const there = await place(id, video);
      return there.spool.fetch(id, there.video);
    },
    async fit(id, video, maxBytes) {
      const there = await place(id, video);
      return there.spool.fit(id, there.video, maxBytes);
    },
    async clear(id) {
      await Promise.all(Object.values(spools).map((spool) => spool.clear(id)));
    },
    async sweep() {
      await Promise.all(Object.values(spools).map((spool) => spool.sweep(new Set())));
    },
  };
}
