import type { Config } from "../config.ts";
import type { Clock } from "../generation/ports.ts";
import type { HidingLog } from "../log.ts";
import type { Metrics } from "../metrics/create-metrics.ts";

/** What every part is made with. */
export interface Base {
  config: Config;
  clock: Clock;
  /** From 0 up to 1, as Math.random. */
  random: () => number;
  log: HidingLog;
  /** Undefined where nobody reads them. */
  metrics: Metrics | undefined;
  /** Aborted when the bot stops. */
  signal: AbortSignal;
  /** How long a new record may take, in milliseconds of `clock`. */
  writePatienceMs: number;
  /** A short id that people quote and the log holds. */
  referenceId: () => string;
  /** What is told last is closed first, so that nothing is closed under somebody who uses it. */
  onClose: (close: () => Promise<void> | void) => void;
}
