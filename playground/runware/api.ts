import { z } from "zod";
import type { Accounts, RunwareAccount } from "./accounts.ts";
import { TaskRefused, unknownTask } from "./api-error.ts";
import type { ApiError } from "./api-error.ts";
import { getResponse } from "./get-response.ts";
import type { Answer, UnknownTask } from "./get-response.ts";
import type { TaskBody } from "./job.ts";
import type { MediaStorage } from "./media-storage.ts";
import type { TaskStore } from "./tasks.ts";
import type { Submit } from "./submit.ts";
import type { TaskHistory } from "./task-history.ts";

const TASK = z.looseObject({ taskType: z.string(), taskUUID: z.string() });
const MEDIA = z.looseObject({ operation: z.enum(["upload", "delete"]), media: z.string().min(1) });

export interface ApiOptions {
  accounts: Accounts;
  tasks: TaskStore;
  history: TaskHistory;
  submit: Submit;
  media: MediaStorage;
  settings: { unknownTask: UnknownTask };
}

/** Carries out the tasks of one request, each on its own, and gathers what they answer. */
export function createApi(options: ApiOptions) {
  const run = async (body: TaskBody, account: RunwareAccount): Promise<Answer> => {
    const { apiKey } = account;
    // Its own parameter table judges the whole of it.
    if (body["taskType"] === "videoInference") {
      return { data: [await options.submit(body, apiKey)], errors: [] };
    }
    const { taskType, taskUUID } = parse(TASK, body);
    // What another key has made does not exist for this one.
    const known = options.tasks.get(taskUUID);
    const own = known?.apiKey === apiKey ? known : undefined;
    switch (taskType) {
      case "getResponse":
        return getResponse(taskUUID, own, options.settings.unknownTask);
      case "getTaskDetails":
        if (known !== own) throw unknownTask();
        return { data: [{ taskType, taskUUID, ...options.history.details(taskUUID) }], errors: [] };
      case "mediaStorage": {
        const { operation, media } = parse(MEDIA, body);
        const row = await options.media[operation](media, apiKey);
        return { data: [{ taskType, taskUUID, ...row }], errors: [] };
      }
      case "accountManagement":
        return { data: [{ taskType, taskUUID, ...details(body, account) }], errors: [] };
      default:
        throw new TaskRefused([
          {
            code: "unsupportedTaskType",
            message: `There is no task type '${taskType}' here.`,
            parameter: "taskType",
            allowedValues: TASK_TYPES,
          },
        ]);
    }
  };

  const details = (body: TaskBody, account: RunwareAccount): Record<string, unknown> => {
    if (body["operation"] !== "getDetails") {
      const message = "The operation must be getDetails.";
      throw new TaskRefused([{ code: "invalidOperation", message, parameter: "operation" }]);
    }
    return options.accounts.details(account);
  };

  /** Answers a list of tasks; the status is that of the refusal when nothing else came of it. */
  return async (
    bodies: readonly TaskBody[],
    account: RunwareAccount,
  ): Promise<Answer & { status: number }> => {
    const all: Answer & { status: number } = { data: [], errors: [], status: 200 };
    let refusedStatus = 200;
    for (const body of bodies) {
      try {
        const { data, errors } = await run(body, account);
        all.data.push(...data);
        all.errors.push(...errors);
      } catch (error) {
        if (!(error instanceof TaskRefused)) throw error;
        all.errors.push(...error.errors.map((entry) => addressed(entry, body)));
        refusedStatus = error.status;
      }
    }
    if (all.data.length === 0) all.status = refusedStatus;
    return all;
  };
}

const TASK_TYPES = [
  "videoInference",
  "getResponse",
  "getTaskDetails",
  "accountManagement",
  "mediaStorage",
];

function addressed(error: ApiError, body: TaskBody): ApiError {
  const { taskType, taskUUID } = body;
  return {
    ...error,
    ...(typeof taskType === "string" ? { taskType } : {}),
    ...(typeof taskUUID === "string" ? { taskUUID } : {}),
  };
}

function parse<T>(schema: z.ZodType<T>, body: TaskBody): T {
  const parsed = schema.safeParse(body);
  if (parsed.success) return parsed.data;
  const errors = parsed.error.issues.map((issue) => {
    const parameter = issue.path.join(".");
    return { code: "invalidParameter", message: `'${parameter}': ${issue.message}`, parameter };
  });
  throw new TaskRefused(errors, 400, { cause: parsed.error });
}
