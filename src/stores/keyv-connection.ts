import { Keyv, type KeyvStoreAdapter } from "keyv";
import type { Connection } from "./backend.ts";

/** What Keyv cannot do over every adapter, or not well: see each backend. */
export type ConnectionExtras = Pick<Connection, "keys" | "move">;

/**
 * A connection over one Keyv. Keyv carries the text as it is, and keys in full: its own
 * serializer ends a `getMany` at the first row it cannot read, and its key prefixes treat an id
 * that begins like the prefix differently in `get` and `getMany`.
 */
export function connectKeyv(
  adapter: KeyvStoreAdapter | Map<string, string>,
  extras: ConnectionExtras,
): Connection {
  const keyv = new Keyv<string>({
    store: adapter,
    throwOnErrors: true,
    useKeyPrefix: false,
    serialize: ({ value }) => String(value),
    deserialize: (text) => ({ value: text as never }),
  });

  return {
    get: (key) => keyv.get(key),
    getMany: (keys) => keyv.getMany([...keys]),
    async set(key, text) {
      const done = await keyv.set(key, text);
      // Some adapters say so instead of throwing.
      if (!done) throw new Error(`the store did not take ${key}`);
    },
    async delete(key) {
      await keyv.delete(key);
    },
    ...extras,
  };
}
