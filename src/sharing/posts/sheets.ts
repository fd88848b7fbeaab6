import type { Collection, Log } from "../../generation/ports.ts";
import { postKey, type Post, type PostSheet, type WhichPost } from "./post.ts";

/** Changes that one step makes to a post; which one it is stays as it is. */
export type PostChange = Partial<Omit<Post, "kind" | "guildId">>;

/** What shows each generation elsewhere, as it is stored. */
export interface Sheets {
  get(generationId: string): Promise<PostSheet | undefined>;
  /** Adds a post, or decides on the one that is there; undefined leaves it. */
  put(
    generation: { id: string; guildId: string },
    which: WhichPost,
    decide: (current: Post | undefined) => Post | undefined,
  ): Promise<void>;
  /** One step of a post, decided on it as it is at that moment; undefined where there is none. */
  change(
    generationId: string,
    which: WhichPost,
    decide: (current: Post) => PostChange,
  ): Promise<Post | undefined>;
  changeAll(generationId: string, decide: (current: Post) => PostChange): Promise<void>;
  drop(generationId: string): Promise<void>;
}

export function createSheets(store: Collection<PostSheet>, log: Pick<Log, "error">): Sheets {
  /** What an unreadable sheet named is out of reach: its bytes are kept for the operator. */
  async function setAside(generationId: string, error: unknown): Promise<void> {
    if (!(await store.setAside(generationId))) throw error;
    log.error({ generationId, error }, "what shows a video elsewhere cannot be read");
  }

  async function update(
    generationId: string,
    decide: (sheet: PostSheet | undefined) => PostSheet | undefined,
  ): Promise<PostSheet | undefined> {
    try {
      return await store.update(generationId, decide);
    } catch (error) {
      await setAside(generationId, error);
      return store.update(generationId, decide);
    }
  }

  return {
    async get(generationId) {
      try {
        return await store.get(generationId);
      } catch (error) {
        await setAside(generationId, error);
        return undefined;
      }
    },
    async put({ id, guildId }, which, decide) {
      await update(id, (sheet = { guildId, posts: {} }) => {
        const next = decide(sheet.posts[postKey(which)]);
        if (next === undefined) return undefined;
        return { ...sheet, posts: { ...sheet.posts, [postKey(which)]: next } };
      });
    },
    async change(generationId, which, decide) {
      const key = postKey(which);
      const sheet = await update(generationId, (current) => {
        const post = current?.posts[key];
        if (current === undefined || post === undefined) return undefined;
        return { ...current, posts: { ...current.posts, [key]: { ...post, ...decide(post) } } };
      });
      return sheet?.posts[key];
    },
    async changeAll(generationId, decide) {
      await update(
        generationId,
        (current) =>
          current && {
            ...current,
            posts: Object.fromEntries(
              Object.entries(current.posts).map(([key, post]) => [
                key,
                { ...post, ...decide(post) },
              ]),
            ),
          },
      );
    },
    drop: (generationId) => store.delete(generationId),
  };
}
