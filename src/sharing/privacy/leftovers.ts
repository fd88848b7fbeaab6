import { z } from "zod";
import type { Generation } from "../../generation/generation.ts";
import type { Clock, Collection, Log } from "../../generation/ports.ts";
import { framesInUse, type Readable } from "./frames-in-use.ts";

/** What erased records pointed to, and nothing about whose they were. */
export const LeftoverSchema = z.object({
  messages: z.array(z.object({ channelId: z.string(), messageId: z.string() })),
  /** Hashes; removed where no record needs them. */
  frames: z.array(z.string()),
});
export type Leftover = z.infer<typeof LeftoverSchema>;

/** Removes what erased records leave in channels and on disk, at Discord's pace. */
export interface Leftovers {
  /** Written before the records go; the same again changes nothing. */
  keep(id: string, leftover: Leftover): Promise<void>;
  /** Begins to remove, or goes on. */
  begin(): void;
  /** Resolves when the removal under way has stopped; it goes on at the next start. */
  stop(): Promise<void>;
}

export interface LeftoverTools {
  store: Collection<Leftover>;
  generations: readonly Readable[];
  /** Frames that were used since `sinceMs` (by the system's clock) stay. */
  dropFrames: (hashes: readonly string[], sinceMs: number) => Promise<void>;
  /** True once the message is gone, or can never be removed; false where Discord does not say. */
  removeMessage: (channelId: string, messageId: string) => Promise<boolean>;
  clock: Clock;
  log: Pick<Log, "info" | "warn">;
}

const AGAIN_MS = 60_000;
/** After so many removed messages it is written down how far it is. */
const NOTE_EVERY = 20;

export function createLeftovers(tools: LeftoverTools): Leftovers {
  const { store, generations, dropFrames, removeMessage, clock, log } = tools;
  let stopped = false;
  let isAsked = false;
  let callOff: (() => void) | undefined;
  let working: Promise<void> | undefined;

  function begin(): void {
    isAsked = true;
    callOff?.();
    if (stopped) return;
    working ??= work().finally(() => {
      working = undefined;
      // Asked for between the last look and this moment.
      if (isAsked) begin();
    });
  }

  async function work(): Promise<void> {
    try {
      while (isAsked) {
        isAsked = false;
        if (!(await removeAll()) && !stopped) callOff = clock.after(AGAIN_MS, begin);
      }
    } catch (error) {
      log.warn({ error }, "what erased records left is removed later");
      if (!stopped) callOff = clock.after(AGAIN_MS, begin);
    }
  }

  /** False where something has to be tried again. */
  async function removeAll(): Promise<boolean> {
    const rows: { id: string; messages: Leftover["messages"]; frames: string[] }[] = [];
    for await (const row of store.readAll()) {
      if ("broken" in row) await store.delete(row.id);
      else rows.push({ id: row.id, ...row.value });
    }
    await removeFrames(rows.flatMap(({ frames }) => frames));
    let isDone = true;
    for (const { id, messages, frames } of rows) {
      if (stopped) return true;
      if (frames.length > 0) await store.set(id, { messages, frames: [] });
      if (!(await removeMessages(id, messages))) isDone = false;
    }
    return isDone;
  }

  async function removeFrames(hashes: readonly string[]): Promise<void> {
    if (hashes.length === 0) return;
    const sinceMs = Date.now();
    const used = await framesInUse(generations);
    if (used === undefined) {
      log.warn({}, "frames of erased records stay for FRAME_DAYS: a record cannot be read");
      return;
    }
    await dropFrames(
      hashes.filter((hash) => !used.has(hash)),
      sinceMs,
    );
  }

  async function removeMessages(id: string, messages: Leftover["messages"]): Promise<boolean> {
    const left = new Set(messages);
    const write = (): Promise<void> => store.set(id, { messages: [...left], frames: [] });
    for (const message of messages) {
      if (stopped) break;
      if (await removeMessage(message.channelId, message.messageId)) left.delete(message);
      if ((messages.length - left.size) % NOTE_EVERY === NOTE_EVERY - 1) await write();
    }
    if (left.size === 0) await store.delete(id);
    else await write();
    return left.size === 0;
  }

  return {
    keep: (id, leftover) => store.set(id, leftover),
    begin,
    async stop() {
      stopped = true;
      callOff?.();
      await working;
    },
  };
}

/** Every message of ours that shows a generation, also to moderators. */
export function messagesOf({ channelId, card, place, review }: Generation): Leftover["messages"] {
  const places = [
    // An ephemeral card is in no channel, and nobody but its owner has it.
    { channelId, messageId: card.ephemeral ? null : card.messageId },
    place,
    review,
  ];
  return places.flatMap((at) =>
    at === null || at.channelId === null || at.messageId === null
      ? []
      : [{ channelId: at.channelId, messageId: at.messageId }],
  );
}
