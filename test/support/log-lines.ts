import { createLog, type HidingLog } from "../../src/log.ts";

export type LogLine = Record<string, unknown>;

export interface LogLines {
  log: HidingLog;
  lines: LogLine[];
  /** Resolves with the first line, old or new, that has this message and fits. */
  waitFor(message: string, fits?: (line: LogLine) => boolean): Promise<LogLine>;
}

const WAIT_TIMEOUT_MS = 15_000;

/** The bot's own log, kept as lines for a test to read. */
export function createLogLines(secrets: readonly string[] = []): LogLines {
  const lines: LogLine[] = [];
  const listeners = new Set<() => void>();
  const log = createLog("debug", secrets, {
    write(text) {
      lines.push(JSON.parse(text) as LogLine);
      for (const listener of listeners) listener();
    },
  });
  return {
    log,
    lines,
    waitFor(message, fits = () => true) {
      const find = (): LogLine | undefined =>
        lines.find((line) => line.msg === message && fits(line));
      return new Promise((resolve, reject) => {
        const timer = setTimeout(() => {
          listeners.delete(look);
          reject(new Error(`the log never said "${message}"`));
        }, WAIT_TIMEOUT_MS);
        const look = (): void => {
          const line = find();
          if (line === undefined) return;
          clearTimeout(timer);
          listeners.delete(look);
          resolve(line);
        };
        listeners.add(look);
        look();
      });
    },
  };
}
