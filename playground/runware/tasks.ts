import type { ApiError } from "./api-error.ts";
import type { TaskOutcome } from "./faults.ts";
import type { TaskBody, VideoJob } from "./job.ts";

/** One video of a task, finished or on its way. */
export interface ResultItem {
  index: number;
  videoUUID: string;
  seed: number;
  state: "processing" | "success" | "error";
  videoURL?: string;
  /** The finished file. */
  path?: string;
  /** USD, charged when the video is done; reported only when the task has `includeCost`. */
  cost: number;
  nsfw: boolean;
  error?: ApiError;
  settledAt?: number;
}

/** An accepted task. */
export interface RunwareTask {
  taskUUID: string;
  /** Who pays for it. */
  apiKey: string;
  /** As it was sent; image data of old tasks is cut to keep memory small. */
  body: TaskBody;
  job: VideoJob;
  receivedAt: number;
  /** `success` when at least one of its videos was made. */
  state: "processing" | "success" | "error";
  results: ResultItem[];
  /** USD charged so far. */
  charged: number;
  outcome: TaskOutcome;
}

const MAX_TASKS = 20_000;
const TASKS_WITH_WHOLE_BODY = 100;

/** The accepted tasks, oldest first. */
export function createTaskStore() {
  const byUuid = new Map<string, RunwareTask>();
  return {
    get: (taskUuid: string) => byUuid.get(taskUuid),
    list: () => [...byUuid.values()],
    add(task: RunwareTask): void {
      byUuid.set(task.taskUUID, task);
      const tasks = [...byUuid.values()];
      const old = tasks.at(-1 - TASKS_WITH_WHOLE_BODY);
      if (old) old.body = shortened(old.body) as TaskBody;
      const oldest = tasks[0];
      if (tasks.length > MAX_TASKS && oldest) byUuid.delete(oldest.taskUUID);
    },
  };
}

export type TaskStore = ReturnType<typeof createTaskStore>;

/** A copy with image data and the like cut to its beginning. */
export function shortened(value: unknown): unknown {
  if (typeof value === "string") return value.length > 4096 ? `${value.slice(0, 100)}…` : value;
  if (Array.isArray(value)) return value.map(shortened);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, part]) => [key, shortened(part)]));
}
