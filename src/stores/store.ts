import type { z } from "zod";
import type { Log } from "../generation/ports.ts";
import type { Backend, ConnectionName } from "./backend.ts";
import { BROKEN, createCollection, type StoredCollection } from "./collection.ts";
import { createGate } from "./gate.ts";

export interface CollectionOptions {
  /** Hot for what is written at every step, cold for what grows. */
  connection: ConnectionName;
  /** Version of the schema, from 1 (the default). */
  version?: number;
  /** Entry 0 makes version 2 of a record of version 1, and so on: `version - 1` entries. */
  migrate?: readonly ((older: unknown) => unknown)[];
}

export interface Store {
  /**
   * A collection of records. `schema` must accept its own output after a trip through JSON.
   * @throws {Error} for a name taken already, or a version its migrations do not lead to
   */
  collection<T>(
    name: string,
    schema: z.ZodType<T>,
    options: CollectionOptions,
  ): StoredCollection<T>;
  /** Waits for what is under way and gives the store free. May be called again. */
  close(): Promise<void>;
}

export function createStore(backend: Backend, log: Log): Store {
  const gate = createGate();
  const names = new Set([BROKEN]);
  let closing: Promise<void> | undefined;

  return {
    collection(name, schema, { connection, version = 1, migrate = [] }) {
      if (!/^[a-zA-Z-]{1,40}$/.test(name)) throw new Error(`"${name}" cannot name a collection`);
      // Two collections of one name would change a record at the same time, each with its own turns.
      if (names.has(name)) throw new Error(`there is a collection "${name}" already`);
      if (migrate.length !== version - 1) {
        throw new Error(`"${name}" needs ${version - 1} migrations and has ${migrate.length}`);
      }
      names.add(name);
      return createCollection({
        name,
        shape: { schema, version, migrate },
        connection: backend.connections[connection],
        gate,
        log,
      });
    },
    close: () => (closing ??= gate.close().then(() => backend.close())),
  };
}
