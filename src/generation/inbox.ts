import type { Collection, InboxEntry } from "./ports.ts";

/** The last of the places (rule 4): what could not be posted anywhere waits here for its owner. */
export interface Inbox {
  /** May run twice: a generation is in it once. */
  add(memberId: string, generationId: string, now: number): Promise<void>;
  list(memberId: string): Promise<InboxEntry[]>;
  remove(memberId: string, generationId: string): Promise<void>;
  /** How many wait, without touching the store: asked at every answer. */
  count(memberId: string): number;
  /** Every generation whose files must stay on disk. */
  keptIds(): Set<string>;
}

/** Keeps the ids of what waits in memory: undelivered videos are few. */
export async function openInbox(
  store: Collection<InboxEntry[]>,
  log: { error(facts: object, message: string): void },
): Promise<Inbox> {
  const waiting = new Map<string, InboxEntry[]>();
  for await (const row of store.readAll()) {
    if ("value" in row) waiting.set(row.id, row.value);
    else log.error({ memberId: row.id, error: row.broken }, "an inbox cannot be read");
  }

  async function change(
    memberId: string,
    next: (entries: InboxEntry[]) => InboxEntry[],
  ): Promise<void> {
    const written = await store.update(memberId, (current) => next(current ?? []));
    // An empty list stays in the store: deleting it could take along what was added meanwhile.
    if (written === undefined || written.length === 0) waiting.delete(memberId);
    else waiting.set(memberId, written);
  }

  return {
    add: (memberId, generationId, now) =>
      change(memberId, (entries) =>
        entries.some((entry) => entry.generationId === generationId)
          ? entries
          : [...entries, { generationId, since: now }],
      ),
    list: async (memberId) => (await store.get(memberId)) ?? [],
    remove: (memberId, generationId) =>
      change(memberId, (entries) => entries.filter((entry) => entry.generationId !== generationId)),
    count: (memberId) => waiting.get(memberId)?.length ?? 0,
    keptIds: () => new Set([...waiting.values()].flat().map(({ generationId }) => generationId)),
  };
}
