import { TerminalError } from "../../generation/errors.ts";
import type { VideoTask } from "../../generation/ports/provider.ts";
import type { ModelCard, SafetyMode } from "../../generation/request.ts";
import type { VideoInference } from "./wire-request.ts";

export interface TaskExtras {
  /** How each of the task's frames is named to Runware: a data URI or a media UUID, same order. */
  images: readonly string[];
  /** How long Runware keeps the result, in seconds, 60 at least; absent: its own default. */
  ttlSeconds?: number | undefined;
  webhookURL?: string | undefined;
  uploadEndpoint?: string | undefined;
}

/**
 * The task as it goes over the wire. The same task and extras always give the same body, so that a
 * repeated submit is a true repetition.
 * @throws {TerminalError} kind "internal": a task without frames and without an aspect
 */
export function buildTask(task: VideoTask, card: ModelCard, extras: TaskExtras): VideoInference {
  const { request } = task;
  return {
    taskType: "videoInference",
    taskUUID: task.taskUUID,
    model: card.id,
    positivePrompt: request.prompt,
    ...(request.negativePrompt !== null && { negativePrompt: request.negativePrompt }),
    ...shapeOf(task, card, extras.images),
    duration: request.duration,
    ...(request.seed !== null && { seed: request.seed }),
    providerSettings: {
      pixverse: {
        audio: request.audio,
        ...(request.style !== null && { style: request.style }),
        thinking: request.thinking,
      },
    },
    numberResults: request.results,
    outputType: "URL",
    outputFormat: request.format,
    outputQuality: request.quality,
    deliveryMethod: "async",
    includeCost: true,
    safety: safetyOf(task.safety),
    ...(extras.ttlSeconds !== undefined && { ttl: extras.ttlSeconds }),
    ...(extras.webhookURL !== undefined && { webhookURL: extras.webhookURL }),
    ...(extras.uploadEndpoint !== undefined && { uploadEndpoint: extras.uploadEndpoint }),
  };
}

/**
 * Frames decide the shape themselves. Runware's pages contradict each other on frames beside width
 * and height; frames with `resolution` alone are right under every reading.
 */
function shapeOf(
  { request, frames, taskUUID }: VideoTask,
  card: ModelCard,
  images: readonly string[],
): Pick<VideoInference, "width" | "height" | "resolution" | "inputs"> {
  if (frames.length > 0) {
    const frameImages = frames.map(({ position }, index) => {
      const image = images[index];
      if (image === undefined) {
        throw new TerminalError("internal", `task ${taskUUID}: the ${position} frame has no image`);
      }
      // Always labelled: a lone last frame would otherwise become the opening one.
      return { image, frame: position };
    });
    return { inputs: { frameImages }, resolution: request.resolution };
  }
  if (request.aspect === null) {
    throw new TerminalError("internal", `task ${taskUUID} has neither frames nor an aspect`);
  }
  return card.size(request.resolution, request.aspect);
}

/** Both fields always: `checkContent` alone would leave the mode to a default. */
function safetyOf(mode: SafetyMode): VideoInference["safety"] {
  return { checkContent: mode !== "none", mode };
}
