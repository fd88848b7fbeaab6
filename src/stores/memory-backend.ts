import type { Backend, Connection } from "./backend.ts";
import { connectKeyv } from "./keyv-connection.ts";

/** Keeps everything until the process ends: for trying the bot and for tests. */
export function openMemoryBackend(): Backend {
  return { connections: { hot: openMap(), cold: openMap() }, close: async () => {} };
}

function openMap(): Connection {
  const texts = new Map<string, string>();
  return connectKeyv(texts, {
    keys: async (prefix) => [...texts.keys()].filter((key) => key.startsWith(prefix)),
    async move(from, to) {
      const text = texts.get(from);
      if (text === undefined) return;
      texts.set(to, text);
      texts.delete(from);
    },
  });
}
