import { createLog } from "../../src/log.ts";
import type { Log } from "../../src/generation/ports.ts";

/** The bot's own log, kept as lines for a test to read. */
export function createLogLines(secrets: readonly string[] = []): {
  log: Log;
  lines: Record<string, unknown>[];
} {
  const lines: Record<string, unknown>[] = [];
  const log = createLog("debug", secrets, {
    write: (line) => void lines.push(JSON.parse(line) as Record<string, unknown>),
  });
  return { log, lines };
}
