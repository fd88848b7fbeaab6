import type { Generation } from "../../generation/generation.ts";
import type { Clock, Collection, Log } from "../../generation/ports.ts";
import { createWorkOff } from "../../generation/work-off.ts";
import type { Now } from "../elsewhere.ts";
import { carryOut, type CarryOutTools } from "./carry-out.ts";
import { openJobs } from "./jobs.ts";
import {
  isSettled,
  postKey,
  type Post,
  type PostJob,
  type PostSheet,
  type WhichPost,
} from "./post.ts";
import type { NewPost, Posts } from "./posts.ts";
import { createRuns } from "./runs.ts";
import { createSheets } from "./sheets.ts";

export interface PostsTools extends Omit<CarryOutTools, "sheets" | "log"> {
  stores: {
    posts: Collection<PostSheet> & {
      /** Removes what was set aside and fits; how many. */
      dropAside(fits: (id: string, text: string) => boolean): Promise<number>;
    };
    postJobs: Collection<PostJob>;
  };
  /** Its member took it out of the gallery, and may bring it back there. */
  isUnlisted: (generation: Generation) => Promise<boolean>;
  clock: Clock;
  random: () => number;
  log: Log;
}

/** Whether a record goes or stays shows within so long after its posts went. */
const SETTLES_MS = 5 * 60_000;
const AGAIN_MS = 60_000;
/** What Discord refuses to take down or to change for so long stays as it is. */
const GIVE_UP_AFTER_MS = 7 * 24 * 60 * 60_000;

/** @throws {Error} the store cannot be read */
export async function createPosts(tools: PostsTools): Promise<Posts> {
  const { stores, poster, find, isUnlisted, clock, log } = tools;
  const sheets = createSheets(stores.posts, log);
  const jobs = await openJobs(stores.postJobs, (since) => ({ since }), tools);
  const runs = createRuns();
  let stopped = false;
  const line = createWorkOff({
    ...tools,
    work: (id) => work(id).finally(() => runs.ended(id)),
    onFault: (id, error, waitMs) =>
      log.warn(
        { generationId: id, waitMs, error },
        "a video is shown elsewhere, or no more, later",
      ),
  });

  /** The job is written first: what follows is found again after a crash in between. */
  async function noted(id: string, write: () => Promise<void>): Promise<void> {
    await jobs.note(id);
    await write();
    // Once more: somebody who read the sheet before it was written may have ended the job, or be at it.
    await jobs.note(id);
    line.now(id);
  }

  async function work(id: string): Promise<"done" | { againInMs: number }> {
    const job = jobs.get(id);
    if (job === undefined) return "done";
    try {
      const faults = await workAll(id);
      if (faults.length > 0) throw faults[0];
    } catch (error) {
      if (clock.now() - job.since < GIVE_UP_AFTER_MS) throw error;
      log.error({ generationId: id, error }, "what shows a video elsewhere stays as it is");
      await jobs.end(id, job);
      await poster.clear(id);
      return "done";
    }
    const outcome = await tidy(id, job);
    if (outcome === "done") {
      await jobs.end(id, job);
      await poster.clear(id);
    }
    return outcome;
  }

  /** One that fails does not hold up the others. */
  async function workAll(id: string): Promise<unknown[]> {
    const faults: unknown[] = [];
    for (const post of Object.values((await sheets.get(id))?.posts ?? {})) {
      try {
        await carryOut(id, post, { ...tools, sheets });
      } catch (error) {
        faults.push(error);
      }
    }
    return faults;
  }

  /** That a post is gone is remembered as long as it could be asked for again. */
  async function tidy(id: string, { since }: PostJob): Promise<"done" | { againInMs: number }> {
    const sheet = await sheets.get(id);
    if (sheet === undefined) return "done";
    if (!Object.values(sheet.posts).every(({ state }) => state === "gone")) return "done";
    const generation = await find(id);
    if (generation === undefined || generation.deleted !== null) {
      await sheets.drop(id);
      return "done";
    }
    // Its record may be about to go.
    const mayGo = clock.now() - since < SETTLES_MS && !(await isUnlisted(generation));
    return mayGo ? { againInMs: AGAIN_MS } : "done";
  }

  async function add({ generation, kind, guildId, channelId, by, credit }: NewPost): Promise<void> {
    const { id, spoiler } = generation;
    const fresh: Post = {
      kind,
      guildId,
      channelId,
      credit,
      by,
      wish: spoiler ? "spoiler" : "open",
      state: "waiting",
      attemptedAt: null,
      messageId: null,
      shownAs: null,
      isTold: false,
    };
    await noted(id, () =>
      sheets.put(generation, { kind, guildId }, (current) =>
        current === undefined || (current.state === "closed" && current.wish !== "gone")
          ? fresh
          : undefined,
      ),
    );
  }

  async function settled(
    id: string,
    which: WhichPost,
    timeoutMs: number,
    signal?: AbortSignal,
  ): Promise<Post | undefined> {
    let isOver = signal?.aborted === true;
    let wake = (): void => {};
    const end = (): void => {
      isOver = true;
      wake();
    };
    const callOff = clock.after(timeoutMs, end);
    signal?.addEventListener("abort", end);
    try {
      for (;;) {
        const run = runs.hear(id);
        try {
          const post = (await sheets.get(id))?.posts[postKey(which)];
          if (post === undefined || isSettled(post) || isOver || stopped) return post;
          await Promise.race([
            run.ended,
            new Promise<void>((resolve) => {
              wake = resolve;
            }),
          ]);
        } finally {
          run.letGo();
        }
      }
    } finally {
      signal?.removeEventListener("abort", end);
      callOff();
    }
  }

  return {
    add,
    of: async (id) => Object.values((await sheets.get(id))?.posts ?? {}),
    takeDown: (id, guildId, kind) =>
      noted(id, async () => {
        await sheets.change(id, { guildId, kind }, () => GONE);
      }),
    async follow(id, now: Now) {
      // Nearly nothing is shown elsewhere: what is not costs one look.
      if ((await sheets.get(id)) === undefined) return;
      await noted(id, () =>
        sheets.changeAll(id, ({ wish }) => {
          if (now === "gone") return GONE;
          return wish === "gone" ? {} : { wish: now };
        }),
      );
    },
    settled,
    async purge(guildId, goOn) {
      let touched = 0;
      for await (const row of stores.posts.readAll()) {
        if (!goOn()) return touched;
        if ("broken" in row) {
          await stores.posts.setAside(row.id);
          continue;
        }
        const { id, value } = row;
        const isOwn = value.guildId === guildId;
        const posts = Object.values(value.posts);
        if (!isOwn && !posts.some((post) => post.guildId === guildId)) continue;
        touched += 1;
        // In that guild nothing can be taken down any more; in others it is.
        const others = posts.filter((post) => post.guildId !== guildId && post.state !== "gone");
        if (others.length === 0 && isOwn) {
          await sheets.drop(id);
          await jobs.drop(id);
          continue;
        }
        await noted(id, async () => {
          await stores.posts.update(
            id,
            (sheet) =>
              sheet && {
                ...sheet,
                posts: Object.fromEntries(
                  Object.entries(sheet.posts)
                    .filter(([, post]) => post.guildId !== guildId)
                    .map(([key, post]) => [key, isOwn ? { ...post, ...GONE } : post]),
                ),
              },
          );
        });
      }
      // What cannot be read was put out of the way above.
      return touched + (await stores.posts.dropAside((_, text) => text.includes(`"${guildId}"`)));
    },
    begin() {
      for (const id of jobs.ids()) line.now(id);
      return Promise.resolve();
    },
    async stop() {
      stopped = true;
      await line.stop();
    },
  };
}

const GONE = { wish: "gone", by: null } as const;
