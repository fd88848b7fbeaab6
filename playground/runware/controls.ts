import { refusal } from "./api-error.ts";
import type { ApiError } from "./api-error.ts";
import type { Files } from "./files.ts";
import type { Production } from "./production.ts";
import type { RunwareTask, TaskStore } from "./tasks.ts";

/** What tests and demos do to tasks that were accepted. */
export function createControls(options: {
  tasks: TaskStore;
  files: Files;
  production: Production;
}) {
  const { tasks, files, production } = options;

  const taskOf = (taskUUID: string): RunwareTask => {
    const task = tasks.get(taskUUID);
    if (!task) throw new Error(`no task ${taskUUID} was accepted`);
    return task;
  };

  return {
    /** Makes a task's videos ready now, all or the first `count`; resolves when they are. */
    finish: (taskUUID: string, count?: number) => production.finish(taskOf(taskUUID), count),
    /** Fails the videos of a task that are not settled yet. */
    fail: (taskUUID: string, error: ApiError = refusal(504)) =>
      production.finish(taskOf(taskUUID), Infinity, error),
    /** From now on tasks wait for `finish` or `fail`. */
    hold: () => production.setManual(true),
    /** Finishes what was held, and goes back to the clock. */
    async release(): Promise<void> {
      production.setManual(false);
      const held = tasks.list().filter((task) => task.state === "processing");
      const finished = held.filter((task) => !task.outcome.never);
      await Promise.all(finished.map((task) => production.finish(task)));
    },
    /** Lets the links of a task's videos expire now. */
    expire(taskUUID: string): void {
      for (const { videoURL } of taskOf(taskUUID).results) {
        if (videoURL !== undefined) files.expire(new URL(videoURL).pathname);
      }
    },
  };
}
