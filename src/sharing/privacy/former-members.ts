import type { Collection } from "../../generation/ports.ts";
import { createKeyTurns } from "../../generation/key-turns.ts";
import type { NameFormer } from "./pseudonym.ts";

/** Records by `guildId:memberId`, some of which were moved under the name of a former member. */
export interface FormerMembers<T> {
  /** The same records: whoever asks for one by the member's id finds it where it was moved to. */
  records: Collection<T>;
  /** Moves one, and keeps what `keep` leaves of it. May run twice. */
  move(guildId: string, memberId: string, keep: (record: T) => T): Promise<void>;
}

/** @throws {Error} the store cannot be read */
export async function openFormerMembers<T>(
  store: Collection<T> & { ids(): Promise<string[]> },
  nameOf: NameFormer,
): Promise<FormerMembers<T>> {
  const turns = createKeyTurns();
  const moved = new Set<string>();
  for (const id of await store.ids()) {
    const [, memberId = ""] = id.split(":");
    if (nameOf(memberId) === memberId) moved.add(id);
  }

  const underName = (id: string): string => {
    const [guildId = "", memberId = ""] = id.split(":");
    return `${guildId}:${nameOf(memberId)}`;
  };
  const at = (id: string): string => (moved.has(underName(id)) ? underName(id) : id);
  const inTurn = <R>(id: string, act: (id: string) => Promise<R>): Promise<R> =>
    turns.run(underName(id), () => act(at(id)));

  return {
    records: {
      get: (id) => inTurn(id, (there) => store.get(there)),
      set: (id, value) => inTurn(id, (there) => store.set(there, value)),
      update: (id, change) => inTurn(id, (there) => store.update(there, change)),
      delete: (id) => inTurn(id, (there) => store.delete(there)),
      setAside: (id) => inTurn(id, (there) => store.setAside(there)),
      readAll: () => store.readAll(),
    },
    move(guildId, memberId, keep) {
      const id = `${guildId}:${memberId}`;
      const name = underName(id);
      return turns.run(name, async () => {
        // Once it was moved nobody writes under the id: what is left there is of before a crash.
        if (!moved.has(name)) {
          const record = await store.get(id);
          if (record === undefined) return;
          await store.set(name, keep(record));
          moved.add(name);
        }
        await store.delete(id);
      });
    },
  };
}
