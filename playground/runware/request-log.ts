import type { EventEmitter } from "node:events";
import type { Clock } from "./clock.ts";
import type { TaskBody } from "./job.ts";
import type { RequestEntry, RunwareEvents } from "./options.ts";
import { shortened } from "./tasks.ts";

const MAX_REQUESTS = 1_000;

/** Remembers the last requests to the API. */
export function createRequestLog(clock: Clock, events: EventEmitter<RunwareEvents>) {
  const entries: RequestEntry[] = [];
  return {
    entries: entries as readonly RequestEntry[],
    add(bodies: readonly TaskBody[], status: number, apiKey: unknown): void {
      const tasks = bodies.map(shortened) as TaskBody[];
      const entry = { at: clock.now(), tasks, status, apiKey };
      entries.push(entry);
      if (entries.length > MAX_REQUESTS) entries.shift();
      events.emit("request", entry);
    },
  };
}
