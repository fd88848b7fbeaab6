import { clean } from "./clean.ts";
import { ink, type Ink } from "./ink.ts";

export interface PrintOptions {
  /** What "in 40 seconds" counts from: milliseconds since 1970, or a Date. */
  now: number | Date;
  /** Columns; 80 unless told. */
  width?: number;
  /** The name of a user, channel or role; without one its raw mention is shown. */
  names?: (id: string) => string | undefined;
  /** ANSI colours; off unless told. */
  color?: boolean;
  /** Shows when each message was posted (UTC). Off unless told, so that snapshots stay the same. */
  showTime?: boolean;
}

/** The options with everything filled in, as the painters below take it. */
export interface PrintContext {
  nowMs: number;
  names: (id: string) => string | undefined;
  ink: Ink;
  showTime: boolean;
}

export const DEFAULT_WIDTH = 80;
const MIN_WIDTH = 30;

export function printContext(options: PrintOptions): { context: PrintContext; width: number } {
  return {
    width: Math.max(MIN_WIDTH, options.width ?? DEFAULT_WIDTH),
    context: {
      nowMs: Number(options.now),
      names: (id) => clean(options.names?.(id)),
      ink: ink(options.color ?? false),
      showTime: options.showTime ?? false,
    },
  };
}
