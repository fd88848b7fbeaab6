import type { Generation } from "../../generation/generation.ts";
import type { Clock, Log } from "../../generation/ports.ts";
import { guildMessageOf } from "../../sharing/gallery/entry.ts";
import { timeOf } from "../../sharing/snowflake.ts";

/**
 * Cards whose count of favourites was changed by a press somewhere else, as in a gallery: brought up to
 * date soon, by an edit of the bot's own.
 */
export interface RecountCards {
  /** Several in a row become one edit. Where none may be made, the count shows with the next one. */
  soon(generation: Generation): void;
  /** Begins nothing more and resolves when what is under way has ended. */
  stop(): Promise<void>;
}

export interface RecountTools {
  /** Shows the card as it is now; false where Discord lets it not be changed. Throws as `Delivery.redraw`. */
  redraw: (generationId: string) => Promise<boolean>;
  clock: Clock;
  log: Pick<Log, "debug" | "info">;
}

const SOON_MS = 5000;
const OLD_AFTER_MS = 60 * 60_000;
/**
 * Discord lets messages older than an hour be edited only so often (30046), and does not say how often.
 * What is left belongs to those who hide a video, or wait for one.
 */
const OLD_INTERVAL_MS = 10 * 60_000;
/** In a channel with more to count than that, nobody waits for it. */
const LONGEST_WAIT_MS = 60 * 60_000;
const REMEMBERED = 1000;

export function createRecountCards({ redraw, clock, log }: RecountTools): RecountCards {
  /** What calls off the edit of a card. */
  const waiting = new Map<string, () => void>();
  const underWay = new Set<Promise<void>>();
  const refused = new Set<string>();
  /** By channel: when an old message in it may be edited next. */
  const nextOld = new Map<string, number>();
  let stopped = false;

  function waitFor({ channelId, messageId }: { channelId: string; messageId: string }): number {
    const now = clock.now();
    if (now - timeOf(messageId) < OLD_AFTER_MS) return SOON_MS;
    const next = nextOld.get(channelId) ?? 0;
    // A time far ahead was noted before the clock was set back.
    const waitMs = next - now > 2 * LONGEST_WAIT_MS ? SOON_MS : Math.max(SOON_MS, next - now);
    if (waitMs <= LONGEST_WAIT_MS) remember(channelId, now + waitMs + OLD_INTERVAL_MS);
    return waitMs;
  }

  function remember(channelId: string, at: number): void {
    nextOld.delete(channelId);
    nextOld.set(channelId, at);
    if (nextOld.size > REMEMBERED) nextOld.delete(nextOld.keys().next().value ?? "");
  }

  /** Never rejects. */
  async function edit(generationId: string, channelId: string): Promise<void> {
    try {
      if (await redraw(generationId)) return;
      refused.add(generationId);
      if (refused.size > REMEMBERED) refused.delete(refused.values().next().value ?? "");
      remember(channelId, clock.now() + LONGEST_WAIT_MS + OLD_INTERVAL_MS);
      log.info({ generationId }, "a card does not show its favourites until its next change");
    } catch (error) {
      log.debug({ generationId, error }, "a card shows its favourites later");
    }
  }

  return {
    soon(generation) {
      const { id } = generation;
      // Of a private one only its owner could see a number.
      const message = guildMessageOf(generation);
      if (message === null || stopped || waiting.has(id) || refused.has(id)) return;
      const waitMs = waitFor(message);
      if (waitMs > LONGEST_WAIT_MS) return;
      const begin = (): void => {
        waiting.delete(id);
        const editing = edit(id, message.channelId).finally(() => underWay.delete(editing));
        underWay.add(editing);
      };
      waiting.set(id, clock.after(waitMs, begin));
    },
    async stop() {
      stopped = true;
      for (const callOff of waiting.values()) callOff();
      waiting.clear();
      await Promise.all(underWay);
    },
  };
}
