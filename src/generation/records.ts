import { advance, type Generation, type GenerationChange } from "./generation.ts";
import { createKeyTurns } from "./key-turns.ts";
import type { Stores } from "./ports.ts";

/** What an ended generation becomes that is delivered once more: the only way back from an end. */
export type Reopening = Pick<Generation, "place" | "request" | "madePublicAt">;

type Decide = (current: Generation) => GenerationChange | undefined;

/**
 * The records of generations. One may be in two collections after a crash; then the first of
 * unfinished, reviewing, archive is the newest, and that is the order in which they are read.
 */
export interface Records {
  find(id: string): Promise<Generation | undefined>;
  /** Adds a new generation; false where there is one of this id already. */
  add(generation: Generation): Promise<boolean>;
  /**
   * One step of a generation that has not ended, decided on the record as it is at that moment, so
   * that a cancel between two steps is never written over. `decide` may return undefined to change
   * nothing. One that no longer waits for a moderator is among the unfinished again afterwards.
   * @throws {Error} where the generation is no longer among them
   */
  change(id: string, decide: Decide): Promise<Generation>;
  /** As `change`, and after the end as well, for what may change then; undefined where there is none. */
  amend(id: string, decide: Decide): Promise<Generation | undefined>;
  /**
   * An ended generation among the unfinished again, to be shown in another place; its archive record
   * stays and is written over at its next end. Undefined where it is among them still, or `decide`
   * changes nothing.
   */
  reopen(
    id: string,
    decide: (ended: Generation) => Reopening | undefined,
  ): Promise<Generation | undefined>;
  /** Takes a dead interaction token out of a record, unless a newer one is there. */
  forgetToken(id: string, token: string): Promise<void>;
  /** Out of the unfinished, until a moderator decides; one that does not wait for that stays. */
  park(id: string): Promise<Generation>;
  /** Back among the unfinished; undefined where it does not wait (any more). */
  unpark(id: string): Promise<Generation | undefined>;
  /**
   * Removes for good a generation that waits or has ended, after what `first` removes of it. Leaves
   * one alone that is being worked on, and says so with false.
   */
  erase(id: string, first: () => Promise<void>): Promise<boolean>;
  /** Moves an ended generation to the archive, with what moderators marked by now; may run twice. */
  archive(generation: Generation): Promise<Generation>;
}

export function createRecords(
  { unfinished, reviewing, archive }: Pick<Stores, "unfinished" | "reviewing" | "archive">,
  /** Hears of each change as soon as it is written, before anybody else goes on. */
  onChange: (generation: Generation) => void = () => {},
  /** Hears of everything that was written, with the record before; undefined for a new one. */
  onStep: (after: Generation, before: Generation | undefined) => void = () => {},
): Records {
  // Each collection keeps its own order of changes; a move between two must not meet any.
  const turns = createKeyTurns();

  /** Decides on the record that `from` keeps; what was there before is told once it is written. */
  async function decideIn(
    from: Pick<Stores["unfinished"], "update">,
    id: string,
    decide: Decide,
  ): Promise<Generation | undefined> {
    let before: Generation | undefined;
    const after = await from.update(id, (current) => {
      before = current;
      const change = current && decide(current);
      return current && change && advance(current, change);
    });
    if (after !== undefined) onStep(after, before);
    return after;
  }

  /** Written first, so that a reader finds it in at least one of the two; the copy goes last. */
  async function toUnfinished(generation: Generation): Promise<Generation> {
    await unfinished.set(generation.id, generation);
    await reviewing.delete(generation.id);
    return generation;
  }

  /** Undefined where it has ended, or never was. */
  async function changeOpen(id: string, decide: Decide): Promise<Generation | undefined> {
    let changed = await decideIn(unfinished, id, decide);
    if (changed === undefined) {
      // Decided where it lies: with a crash before the move, the next start sees that it no longer waits.
      changed = await decideIn(reviewing, id, decide);
      if (changed !== undefined && changed.state !== "reviewing") await toUnfinished(changed);
    }
    if (changed !== undefined) onChange(changed);
    return changed;
  }

  return {
    async find(id) {
      // Together, since every new request looks for its id first.
      const found = await Promise.all([unfinished.get(id), reviewing.get(id), archive.get(id)]);
      return (
        found.find((record) => record !== undefined) ??
        // The last may have answered from memory before the first did from the disk: in the order in
        // which a record moves, one on its way forward is met. What is absent costs no second look.
        (await unfinished.get(id)) ??
        (await reviewing.get(id)) ??
        (await archive.get(id)) ??
        // It may have come back from the second while the third was read.
        (await unfinished.get(id))
      );
    },
    async add(generation) {
      let isNew = false;
      await unfinished.update(generation.id, (current) => {
        isNew = current === undefined;
        return current ?? generation;
      });
      if (isNew) onStep(generation, undefined);
      return isNew;
    },
    change: (id, decide) =>
      turns.run(id, async () => {
        const changed = await changeOpen(id, decide);
        if (changed === undefined) throw new Error(`generation ${id} is not among the unfinished`);
        return changed;
      }),
    amend: (id, decide) =>
      turns.run(id, async () => (await changeOpen(id, decide)) ?? decideIn(archive, id, decide)),
    reopen: (id, decide) =>
      turns.run(id, async () => {
        if ((await unfinished.get(id)) !== undefined) return undefined;
        const ended = await archive.get(id);
        const change = ended?.state === "done" ? decide(ended) : undefined;
        if (ended === undefined || change === undefined) return undefined;
        const opened: Generation = { ...ended, ...change, state: "delivering", endedAt: null };
        await unfinished.set(id, opened);
        onChange(opened);
        return opened;
      }),
    forgetToken: (id, token) =>
      turns.run(id, async () => {
        const forget = (current: Generation | undefined): Generation | undefined =>
          current?.card.token === token
            ? { ...current, card: { ...current.card, token: null } }
            : undefined;
        if ((await unfinished.update(id, forget)) === undefined) await reviewing.update(id, forget);
      }),
    park: (id) =>
      turns.run(id, async () => {
        const current = await unfinished.get(id);
        if (current === undefined) throw new Error(`generation ${id} is not among the unfinished`);
        if (current.state !== "reviewing") return current;
        await reviewing.set(id, current);
        await unfinished.delete(id);
        return current;
      }),
    unpark: (id) =>
      turns.run(id, async () => {
        const waiting = await reviewing.get(id);
        return waiting && toUnfinished(waiting);
      }),
    erase: (id, first) =>
      turns.run(id, async () => {
        if ((await unfinished.get(id)) !== undefined) return false;
        await first();
        await reviewing.delete(id);
        await archive.delete(id);
        return true;
      }),
    archive: (generation) =>
      turns.run(generation.id, async () => {
        // A moderator may have marked it since it was read.
        const { spoiler, deleted } = (await unfinished.get(generation.id)) ?? generation;
        const card = { ...generation.card, token: null };
        const archived = { ...generation, card, spoiler, deleted };
        // Archived before it is removed: a reader always finds it in one of the two.
        await archive.set(generation.id, archived);
        if (generation.review !== null) await reviewing.delete(generation.id);
        await unfinished.delete(generation.id);
        return archived;
      }),
  };
}
