import type { Log } from "../../../../src/generation/ports.ts";

export interface LogLine {
  level: "debug" | "info" | "warn" | "error";
  facts: object;
  message: string;
}

/** A log that tests can read. */
export function createRecordingLog(): Log & { lines: LogLine[] } {
  const lines: LogLine[] = [];
  const write = (level: LogLine["level"]) => (facts: object, message: string) => {
    lines.push({ level, facts, message });
  };
  return {
    lines,
    debug: write("debug"),
    info: write("info"),
    warn: write("warn"),
    error: write("error"),
  };
}
