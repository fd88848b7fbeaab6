import type { EventEmitter } from "node:events";
import type { RunwareEvents } from "./options.ts";
import type { RunwareTask, TaskStore } from "./tasks.ts";

/**
 * The first task for which this holds, now or later.
 *
 * @throws {Error} when the server is closed before.
 */
export function waitForTask(
  tasks: TaskStore,
  events: EventEmitter<RunwareEvents>,
  holds: (task: RunwareTask) => boolean,
  closing: AbortSignal,
): Promise<RunwareTask> {
  const known = tasks.list().find(holds);
  if (known) return Promise.resolve(known);
  return new Promise((resolve, reject) => {
    const end = (): void => {
      events.off("task", look);
      closing.removeEventListener("abort", stop);
    };
    const look = (task: RunwareTask): void => {
      if (!holds(task)) return;
      end();
      resolve(task);
    };
    const stop = (): void => {
      end();
      reject(new Error("the local Runware was closed before such a task came"));
    };
    events.on("task", look);
    closing.addEventListener("abort", stop, { once: true });
  });
}
