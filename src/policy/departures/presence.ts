import { z } from "zod";
import type { Collection, Log } from "../../generation/ports.ts";

/** Every guild that the bot is in, and every one that it has left whose data is still there. */
export const PresenceSchema = z.object({
  /** Milliseconds since 1970; null while the bot is in it. */
  leftAt: z.int().nullable(),
});
export type Presence = z.infer<typeof PresenceSchema>;

export interface Presences {
  /** Undefined for a guild that nothing is known of. */
  leftAt(guildId: string): number | null | undefined;
  gone(): string[];
  present(): string[];
  /** Holds at once, in memory; written down after whatever was noted before. */
  note(guildId: string, leftAt: number | null): void;
  /** Nothing is known of the guild any more, unless it has come back since. */
  forget(guildId: string, leftAt: number): Promise<void>;
  /** Writes what the store did not take before, and resolves once everything noted was tried. */
  settle(): Promise<void>;
}

/**
 * A few bytes a guild, in memory as well.
 * @param guildsWithData asked once, where nothing was ever noted: they were joined before that began
 */
export async function openPresences(
  store: Collection<Presence>,
  guildsWithData: () => AsyncIterable<string>,
  log: Pick<Log, "error" | "warn">,
): Promise<Presences> {
  const known = new Map<string, number | null>();
  const unwritten = new Set<string>();
  let tail = Promise.resolve();

  for await (const row of store.readAll()) {
    if ("value" in row) known.set(row.id, row.value.leftAt);
    else {
      // The gateway says soon enough whether the bot is in it.
      known.set(row.id, null);
      unwritten.add(row.id);
      log.error({ guildId: row.id, error: row.broken }, "whether a guild was left cannot be read");
    }
  }
  if (known.size === 0) {
    for await (const guildId of guildsWithData()) note(guildId, null);
  }

  function note(guildId: string, leftAt: number | null): void {
    if (known.get(guildId) === leftAt) return;
    known.set(guildId, leftAt);
    unwritten.add(guildId);
    void inTurn(() => write(guildId));
  }

  /** What holds when its turn comes: several notes of one guild become one write. */
  async function write(guildId: string): Promise<void> {
    const leftAt = known.get(guildId);
    if (leftAt === undefined || !unwritten.has(guildId)) return;
    try {
      await store.set(guildId, { leftAt });
      if (known.get(guildId) === leftAt) unwritten.delete(guildId);
    } catch (error) {
      log.warn({ guildId, error }, "that a guild was joined or left is written down later");
    }
  }

  function inTurn(work: () => Promise<void>): Promise<void> {
    const done = tail.then(work);
    // Whoever asked for it hears of a failure; the next in line does not care.
    tail = done.then(undefined, () => undefined);
    return done;
  }

  const filtered = (fits: (leftAt: number | null) => boolean): string[] =>
    [...known].flatMap(([guildId, leftAt]) => (fits(leftAt) ? [guildId] : []));

  return {
    leftAt: (guildId) => known.get(guildId),
    gone: () => filtered((leftAt) => leftAt !== null),
    present: () => filtered((leftAt) => leftAt === null),
    note,
    forget: (guildId, leftAt) =>
      inTurn(async () => {
        if (known.get(guildId) !== leftAt) return;
        known.delete(guildId);
        unwritten.delete(guildId);
        await store.delete(guildId);
      }),
    async settle() {
      for (const guildId of unwritten) void inTurn(() => write(guildId));
      await tail;
    },
  };
}
