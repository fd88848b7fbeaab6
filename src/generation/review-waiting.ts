import type { Generation } from "./generation.ts";
import type { Log, Stores } from "./ports.ts";

/** What is remembered of a generation that waits for a moderator; its record is in the store. */
export interface WaitingReview {
  guildId: string;
  /** Where the moderators were asked; null where nobody could be. */
  channelId: string | null;
  /** When it is given up; null while somebody is asked. */
  keptUntil: number | null;
  /** The card's token, until it is dead: then it is taken out of the record (rule 12). */
  token: { value: string; expiresAt: number } | null;
  /** When it was last looked for in the log channel; 0 for never in this process. */
  lookedAt: number;
}

/** Everything that waits for a moderator, in memory: some hundred bytes each. */
export interface WaitingReviews {
  add(generation: Generation): void;
  remove(id: string): void;
  /** Of a guild whose data goes; how many there were. */
  forget(guildId: string): number;
  entries(): Iterable<[string, WaitingReview]>;
  /** Whose files must stay on disk. */
  ids(): Set<string>;
}

/**
 * Reads what waits, and puts right what a crash left in two collections at once or half-moved. At
 * start, before anything runs:
 *
 * | the process died | found | done |
 * |---|---|---|
 * | before the move to `reviewing` | unfinished alone | the runner asks and moves again |
 * | between copy and removal, there | both, the unfinished one "reviewing" | the copy goes; as above |
 * | after a verdict, before the way back | reviewing alone, another state | moved back, the runner goes on |
 * | between copy and removal, on the way back | both | the copy goes; the runner goes on |
 * | before the copy goes at the end | reviewing and archive | cannot be: it goes before the unfinished one |
 */
export async function openWaitingReviews(
  { unfinished, reviewing }: Pick<Stores, "unfinished" | "reviewing">,
  log: Pick<Log, "error">,
): Promise<WaitingReviews> {
  const waiting = new Map<string, WaitingReview>();
  /** Left where they are, with their files, for whoever can read them. */
  const unreadable = new Set<string>();

  function add(generation: Generation): void {
    const { id, guildId, card, review } = generation;
    waiting.set(id, {
      guildId,
      channelId: review?.channelId ?? null,
      keptUntil: review?.keptUntil ?? null,
      token: card.token === null ? null : { value: card.token, expiresAt: card.tokenExpiresAt },
      lookedAt: 0,
    });
  }

  const left = await inOrder(reviewing.readAll());
  // The store is read twice only where something waits at all.
  const others = left.length === 0 ? [] : await inOrder(unfinished.readAll());
  const there = new Set(others.flatMap((row) => ("value" in row ? [row.id] : [])));
  for (const row of left) {
    if ("broken" in row) {
      const facts = { generationId: row.id, error: row.broken };
      log.error(facts, "the record of a video that waits for a moderator cannot be read");
      unreadable.add(row.id);
    } else if (there.has(row.id)) {
      await reviewing.delete(row.id);
    } else if (row.value.state === "reviewing") {
      add(row.value);
    } else {
      await unfinished.set(row.id, row.value);
      await reviewing.delete(row.id);
    }
  }

  return {
    add,
    remove: (id) => void waiting.delete(id),
    forget(guildId) {
      const own = [...waiting].filter(([, entry]) => entry.guildId === guildId);
      for (const [id] of own) waiting.delete(id);
      return own.length;
    },
    entries: () => waiting.entries(),
    ids: () => new Set([...waiting.keys(), ...unreadable]),
  };
}

async function inOrder<T>(rows: AsyncIterable<T>): Promise<T[]> {
  const read: T[] = [];
  for await (const row of rows) read.push(row);
  return read;
}
