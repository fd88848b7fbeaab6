import { unknownTask } from "./api-error.ts";
import type { ApiError } from "./api-error.ts";
import type { Row } from "./get-response.ts";
import type { TaskBody } from "./job.ts";
import { shortened } from "./tasks.ts";

interface Entry {
  request: unknown[];
  response: { data: Row[] } | { errors: ApiError[] };
}

const MAX_ENTRIES = 20_000;

/**
 * What `getTaskDetails` knows: the last thing that was answered for a task. After a refused
 * repeat that is the refusal, not the render.
 */
export function createTaskHistory() {
  const entries = new Map<string, Entry>();
  return {
    /** Remembers an answer; without a body, the news of a task that is known already. */
    answered(taskUUID: string, body: TaskBody | undefined, response: Entry["response"]): void {
      const request = body ? [shortened(body)] : (entries.get(taskUUID)?.request ?? []);
      entries.delete(taskUUID);
      entries.set(taskUUID, { request, response });
      const [oldest] = entries.keys();
      if (entries.size > MAX_ENTRIES && oldest !== undefined) entries.delete(oldest);
    },
    /** @throws {TaskRefused} for a task that was never seen. */
    details(taskUUID: string): Entry {
      const entry = entries.get(taskUUID);
      if (entry) return entry;
      throw unknownTask();
    },
  };
}

export type TaskHistory = ReturnType<typeof createTaskHistory>;
