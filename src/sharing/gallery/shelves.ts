import { createKeyTurns } from "../../generation/key-turns.ts";
import type { Clock } from "../../generation/ports.ts";
import type { Shelf } from "./shelf.ts";

/** Nobody looked for so long: made again from the store when somebody does. */
const IDLE_MS = 15 * 60_000;
/** Of all galleries in memory, some 60 MB; the ones looked at longest ago go first. */
const MOST_ENTRIES = 200_000;
/** Prompts of thirty words, ready to be searched, take some 1 kB each, so these go sooner. */
const MOST_PROMPTS = 30_000;

/** The galleries that are in memory, one a guild, each in step with what is stored. */
export interface Shelves {
  /** The shelf of a guild, loaded where it is not there. */
  use(guildId: string): Promise<Shelf>;
  /** Writes a change to the store and then, where it is there, to the shelf. */
  change(guildId: string, write: () => Promise<void>, apply: (shelf: Shelf) => void): Promise<void>;
  /** What was written of a guild elsewhere is on its shelf at once. */
  tell(guildId: string, apply: (shelf: Shelf) => void): void;
  forget(guildId: string): void;
  /** Galleries in memory. */
  size(): number;
  stop(): void;
}

export function createShelves(load: (guildId: string) => Promise<Shelf>, clock: Clock): Shelves {
  const turns = createKeyTurns();
  /** The one used last at the end. */
  const shelves = new Map<string, { shelf: Shelf; usedAt: number }>();
  /** Told while a shelf is being loaded, which may have read the store before. */
  const missed = new Map<string, ((shelf: Shelf) => void)[]>();
  let callOff: (() => void) | undefined;

  function keep(guildId: string, shelf: Shelf): void {
    shelves.delete(guildId);
    shelves.set(guildId, { shelf, usedAt: clock.now() });
    makeRoom(guildId);
    // Each sweep that leaves something orders the next.
    callOff ??= clock.after(IDLE_MS, sweep);
  }

  /** From the one used last to the first; the one in use stays, however large. */
  function makeRoom(inUse: string): void {
    let entries = 0;
    let prompts = 0;
    for (const [guildId, { shelf }] of [...shelves].toReversed()) {
      entries += shelf.entries.size;
      prompts += shelf.prompts === undefined ? 0 : shelf.entries.size;
      if (guildId === inUse) continue;
      if (entries > MOST_ENTRIES) shelves.delete(guildId);
      else if (prompts > MOST_PROMPTS) shelf.prompts = undefined;
    }
  }

  function sweep(): void {
    callOff = undefined;
    const now = clock.now();
    for (const [guildId, { usedAt }] of shelves) {
      // Used at a moment to come: the clock was set back since.
      if (usedAt > now || now - usedAt >= IDLE_MS) shelves.delete(guildId);
    }
    if (shelves.size > 0) callOff = clock.after(IDLE_MS, sweep);
  }

  async function loaded(guildId: string): Promise<Shelf> {
    const told: ((shelf: Shelf) => void)[] = [];
    missed.set(guildId, told);
    try {
      const shelf = await load(guildId);
      for (const apply of told) apply(shelf);
      return shelf;
    } finally {
      missed.delete(guildId);
    }
  }

  return {
    use: (guildId) =>
      turns.run(guildId, async () => {
        const shelf = shelves.get(guildId)?.shelf ?? (await loaded(guildId));
        keep(guildId, shelf);
        return shelf;
      }),
    change: (guildId, write, apply) =>
      turns.run(guildId, async () => {
        await write();
        const there = shelves.get(guildId);
        if (there !== undefined) apply(there.shelf);
      }),
    tell(guildId, apply) {
      const there = shelves.get(guildId);
      if (there !== undefined) apply(there.shelf);
      missed.get(guildId)?.push(apply);
    },
    forget: (guildId) => void shelves.delete(guildId),
    size: () => shelves.size,
    stop: () => callOff?.(),
  };
}
