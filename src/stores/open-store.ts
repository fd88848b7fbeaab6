import type { Log } from "../generation/ports.ts";
import type { Backend } from "./backend.ts";
import { openMemoryBackend } from "./memory-backend.ts";
import { openSqliteBackend } from "./sqlite-backend.ts";
import { createStore, type Store } from "./store.ts";

const SUPPORTED = "use sqlite://path/to/file or memory:";

const SILENT: Log = { debug() {}, info() {}, warn() {}, error() {} };

/**
 * Opens the store named by STORE_URL: `sqlite://path` (relative to the working directory, or
 * `sqlite:///absolute/path`; the folder is made) or `memory:`.
 * @throws {Error} with a sentence for the operator: not supported, held by another process, not
 *   to be opened. It never repeats the address, which may hold a password
 */
export async function openStore(url: string, options: { log?: Log } = {}): Promise<Store> {
  return createStore(await openBackend(url), options.log ?? SILENT);
}

async function openBackend(url: string): Promise<Backend> {
  const [, scheme = "", rest = ""] = /^([a-z][a-z0-9+.-]*):(.*)$/is.exec(url) ?? [];
  switch (scheme.toLowerCase()) {
    case "memory":
      return openMemoryBackend();
    case "sqlite": {
      const path = rest.replace(/^\/\//, "");
      if (path === "" || path.startsWith(":")) {
        throw new Error(`STORE_URL names no file: ${SUPPORTED}`);
      }
      return openSqliteBackend(path);
    }
    case "":
      throw new Error(`STORE_URL is no address: ${SUPPORTED}`);
    default:
      throw new Error(`STORE_URL: ${scheme} is not supported (yet): ${SUPPORTED}`);
  }
}
