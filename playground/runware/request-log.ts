import type { EventEmitter } from "node:events";
import type { Clock } from "./clock.ts";
import type { TaskBody } from "./job.ts";
import type { RequestEntry, RunwareEvents } from "./options.ts";
import { shortened } from "./tasks.ts";

const MAX_REQUESTS = 1_000;

/** Remembers the last requests to the API, and counts all of them. */
export function createRequestLog(clock: Clock, events: EventEmitter<RunwareEvents>) {
  const entries: RequestEntry[] = [];
  let count = 0;
  return {
    entries: entries as readonly RequestEntry[],
    count: () => count,
    add(bodies: readonly TaskBody[], status: number): void {
      count += 1;
      const entry = { at: clock.now(), tasks: bodies.map(shortened) as TaskBody[], status };
      entries.push(entry);
      if (entries.length > MAX_REQUESTS) entries.shift();
      events.emit("request", entry);
    },
  };
}
