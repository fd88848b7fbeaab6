import { NotTakenError } from "../../generation/errors.ts";
import type { Clock, Log } from "../../generation/ports.ts";
import type { VideoTask } from "../../generation/ports/provider.ts";
import type { ModelCard } from "../../generation/request.ts";
import { buildTask, type TaskExtras } from "./build-task.ts";
import type { RunwareClient } from "./client.ts";
import type { FrameImages } from "./frame-images.ts";
import { judgeSubmit, type SubmitVerdict } from "./judge-submit.ts";
import type { createSubmitPause } from "./submit-pause.ts";

/** Two frames of 4 MiB are 11 MB of request, which a slow line takes half a minute for. */
const SUBMIT_TIMEOUT_MS = 90_000;

/**
 * Hands tasks over, each with one request. Nothing is repeated here, whatever happens: the runner
 * decides on that, with the record in hand (rule 3). See `VideoProvider.submit` for the errors.
 */
export function createSubmitter(options: {
  client: RunwareClient;
  card: ModelCard;
  clock: Clock;
  log: Log;
  images: FrameImages;
  pause: ReturnType<typeof createSubmitPause>;
  busyUntil: () => number | null;
  extras: (taskUUID: string) => Omit<TaskExtras, "images">;
}): (task: VideoTask) => Promise<void> {
  const { client, card, clock, log, images, pause, busyUntil, extras } = options;

  async function post(task: VideoTask): Promise<SubmitVerdict> {
    const until = busyUntil();
    if (until !== null) {
      const retryAfterMs = Math.max(0, until - clock.now());
      const error = new NotTakenError("Runware takes nothing at the moment", { retryAfterMs });
      return { taken: false, type: null, error };
    }
    const names = await images.name(task.frames.map(({ frame }) => frame));
    const body = buildTask(task, card, {
      ...extras(task.taskUUID),
      ...(task.uploadTo != null && { uploadEndpoint: task.uploadTo }),
      images: names,
    });
    const exchange = await client.exchange([body], { timeoutMs: SUBMIT_TIMEOUT_MS });
    return judgeSubmit(task.taskUUID, exchange);
  }

  return async (task) => {
    let verdict = await post(task);
    if (!verdict.taken && verdict.type === "mediaMissing") {
      // Refused, so not taken: the one case where the same task may go out again at once.
      const forgotten = await images.forget(task.frames.map(({ frame }) => frame));
      if (forgotten) verdict = await post(task);
    }
    if (verdict.taken) {
      pause.taken();
      if (verdict.repeated) log.info({ taskUUID: task.taskUUID }, "Runware had the task already");
      return;
    }
    if (verdict.type === "rate") {
      const { error } = verdict;
      pause.refused(error instanceof NotTakenError ? error.retryAfterMs : undefined);
    }
    throw verdict.error;
  };
}
