import { RetryableError } from "../generation/errors.ts";
import type { Generation } from "../generation/generation.ts";
import type { Clock, Log } from "../generation/ports.ts";
import { guildMessageOf } from "./gallery/entry.ts";
import type { CardMessages, FileAddress } from "./ports.ts";

/** Who opens a page looks at it for a while: what ends sooner than this counts as ended. */
const LEAST_LEFT_MS = 15 * 60_000;
/** Discord signs for a day; whatever an address says, it is not taken to live longer. */
const LONGEST_LIFE_MS = 24 * 60 * 60_000;
/** How long the word holds that a message cannot be looked at. */
const CLOSED_FOR_MS = 10 * 60_000;
/** Messages remembered: some 5 MB. */
const REMEMBERED = 5000;

/** The files of a card, or why there are none: deleted, out of the bot's reach, no answer. */
export type Files = FileAddress[] | "gone" | "closed" | "unknown";

/** Where the videos of cards can be watched now. */
export interface Addresses {
  /** Asks Discord only where nothing is known, or what is known ends soon. Never rejects. */
  of(generation: Generation): Promise<Files>;
  /** The message was changed or deleted. */
  forget(messageId: string): void;
}

interface Known {
  files: Exclude<Files, "unknown">;
  /** Milliseconds since 1970. */
  knownAt: number;
  until: number;
}

export function createAddresses(tools: {
  messages: CardMessages;
  clock: Clock;
  log: Pick<Log, "warn">;
}): Addresses {
  const { messages, clock, log } = tools;
  /** By message id, the one learned last at the end. */
  const known = new Map<string, Known>();
  /** Several readers of one page are one question. */
  const asking = new Map<string, Promise<Known | undefined>>();

  function remember(messageId: string, entry: Known): void {
    known.delete(messageId);
    known.set(messageId, entry);
    if (known.size > REMEMBERED) known.delete(known.keys().next().value ?? "");
  }

  async function ask(channelId: string, messageId: string): Promise<Known | undefined> {
    try {
      const files = await messages.fetch(channelId, messageId);
      const knownAt = clock.now();
      const entry = { files, knownAt, until: knownAt + lifeOf(files, knownAt) };
      remember(messageId, entry);
      return entry;
    } catch (error) {
      if (!(error instanceof RetryableError)) throw error;
      log.warn({ channelId, messageId, error }, "a card could not be looked at");
      return undefined;
    }
  }

  function fresh(messageId: string): Known | undefined {
    const entry = known.get(messageId);
    const now = clock.now();
    // Learned at a moment to come: the clock was set back, and says nothing about the end.
    return entry !== undefined && entry.knownAt <= now && now < entry.until ? entry : undefined;
  }

  async function found(channelId: string, messageId: string): Promise<Known | undefined> {
    const there = fresh(messageId);
    if (there !== undefined) return there;
    const others = asking.get(messageId);
    if (others !== undefined) return others;
    const own = ask(channelId, messageId).finally(() => asking.delete(messageId));
    asking.set(messageId, own);
    return own;
  }

  return {
    async of(generation) {
      const message = guildMessageOf(generation);
      if (message === null) return "gone";
      const names = generation.videos.flatMap(({ posted }) => posted?.fileName ?? []);
      const files = (await found(message.channelId, message.messageId))?.files ?? "unknown";
      if (typeof files === "string") return files;
      return names.flatMap((name) => files.find(({ fileName }) => fileName === name) ?? []);
    },
    forget: (messageId) => void known.delete(messageId),
  };
}

function lifeOf(files: Known["files"], now: number): number {
  if (files === "gone") return LONGEST_LIFE_MS;
  if (files === "closed") return CLOSED_FOR_MS;
  const lives = files.map(({ url }) => endOf(url) - LEAST_LEFT_MS - now);
  return Math.max(0, Math.min(LONGEST_LIFE_MS, ...lives));
}

/**
 * Discord's documentation, "Signed Attachment CDN URLs": `ex` is the end, in seconds since 1970, as a
 * hexadecimal number. An address without one is asked for each time.
 */
function endOf(address: string): number {
  const ex = new URL(address).searchParams.get("ex") ?? "";
  return /^[0-9a-f]+$/i.test(ex) ? Number.parseInt(ex, 16) * 1000 : 0;
}
