import { TaskRefused } from "./api-error.ts";
import type { ApiError } from "./api-error.ts";
import type { ResultItem, RunwareTask } from "./tasks.ts";

export type Row = Record<string, unknown>;
export interface Answer {
  data: Row[];
  errors: ApiError[];
}

/** How a task nobody submitted looks: as if it were being made, not at all, or as an error. */
export type UnknownTask = "processing" | "noRow" | "error";

/** All that is known of one task, its videos always in the same order. */
export function getResponse(
  taskUUID: string,
  task: RunwareTask | undefined,
  unknownTask: UnknownTask,
): Answer {
  if (!task) return unknown(taskUUID, unknownTask);
  const answer: Answer = { data: [], errors: [] };
  if (task.outcome.noRow) return answer;
  for (const item of task.results) {
    if (item.error && task.outcome.errorAt !== "item") answer.errors.push(item.error);
    else answer.data.push(rowOf(task, item));
  }
  if (task.outcome.errorEntries === "one") {
    answer.errors = answer.errors.slice(0, 1);
    // The items of `data` with errors are at most one too, the others keep their rows.
    const failed = answer.data.filter((row) => row["status"] === "error").slice(1);
    answer.data = answer.data.filter((row) => !failed.includes(row));
  }
  return answer;
}

/** The row of one video; webhooks carry the same. */
export function rowOf(task: RunwareTask, item: ResultItem): Row {
  const row: Row = { taskType: "videoInference", taskUUID: task.taskUUID, status: item.state };
  if (item.state === "processing") return row;
  if (item.error) {
    const { code, message, ...rest } = item.error;
    return { ...row, ...rest, error: { code, message } };
  }
  row["videoUUID"] = item.videoUUID;
  row["videoURL"] = item.videoURL;
  row["seed"] = item.seed;
  if (task.job.includeCost && !task.outcome.noCost) row["cost"] = item.cost;
  if (task.job.safetyMode !== "none") row["NSFWContent"] = item.nsfw;
  return row;
}

function unknown(taskUUID: string, form: UnknownTask): Answer {
  if (form === "noRow") return { data: [], errors: [] };
  if (form === "processing") {
    return { data: [{ taskType: "getResponse", taskUUID, status: "processing" }], errors: [] };
  }
  throw new TaskRefused([{ code: "taskNotFound", message: "There is no such task." }], 200);
}
