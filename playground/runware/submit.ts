import { TaskRefused } from "./api-error.ts";
import type { Clock } from "./clock.ts";
import type { Faults } from "./faults.ts";
import { readFrameImages } from "./frame-images.ts";
import type { FindMedia } from "./frame-images.ts";
import { jobFromBody } from "./job-from-body.ts";
import type { TaskBody } from "./job.ts";
import type { TaskToPrice } from "./options.ts";
import type { Production } from "./production.ts";
import type { TaskHistory } from "./task-history.ts";
import type { RunwareTask, TaskStore } from "./tasks.ts";
import { validateVideoInference } from "./validate-video-inference.ts";

export interface SubmitOptions {
  clock: Clock;
  faults: Faults;
  tasks: TaskStore;
  history: TaskHistory;
  production: Production;
  findMedia: (mediaUuid: string, apiKey: string) => ReturnType<FindMedia>;
  framesFolder: string;
  price: (task: TaskToPrice) => number;
  balanceUsd: (apiKey: string) => number;
  accepted: (task: RunwareTask) => void;
}

/** Accepts a `videoInference` task and gives its acknowledgement. */
export type Submit = (body: TaskBody, apiKey: string) => Promise<Record<string, unknown>>;

export function createSubmit(options: SubmitOptions): Submit {
  // Known from the first moment: reading the frames takes a while, and a repeat may overtake it.
  const beingRead = new Set<string>();

  const accept = async (
    body: TaskBody,
    taskUUID: string,
    apiKey: string,
  ): Promise<Record<string, unknown>> => {
    const { resolution } = validateVideoInference(body);
    if (beingRead.has(taskUUID) || options.tasks.get(taskUUID)) {
      const message = "A task with this taskUUID exists already.";
      throw new TaskRefused([{ code: "conflictTaskUUID", message, parameter: "taskUUID" }]);
    }
    beingRead.add(taskUUID);
    try {
      const frames = await readFrameImages(
        body,
        (mediaUuid) => options.findMedia(mediaUuid, apiKey),
        options.framesFolder,
      );
      const job = jobFromBody(body, resolution, frames);
      const receivedAt = options.clock.now();
      const task: RunwareTask = {
        taskUUID,
        apiKey,
        body,
        job,
        receivedAt,
        state: "processing",
        results: [],
        charged: 0,
        outcome: options.faults.takeOutcome(body) ?? {},
      };
      if (options.price(task) * job.results > options.balanceUsd(apiKey)) {
        const message = "The account has not enough credit for this task.";
        throw new TaskRefused([{ code: "insufficientCredits", message }], 402);
      }
      options.tasks.add(task);
      options.production.start(task);
      options.accepted(task);
      return { taskType: "videoInference", taskUUID };
    } finally {
      beingRead.delete(taskUUID);
    }
  };

  return async (body, apiKey) => {
    const taskUUID = String(body["taskUUID"]);
    try {
      const row = await accept(body, taskUUID, apiKey);
      options.history.answered(taskUUID, body, { data: [row] });
      return row;
    } catch (error) {
      if (error instanceof TaskRefused) {
        const errors = error.errors.map((entry) => ({ ...entry, taskUUID }));
        options.history.answered(taskUUID, body, { errors });
      }
      throw error;
    }
  };
}
