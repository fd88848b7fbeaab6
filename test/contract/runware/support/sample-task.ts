import { randomUUID } from "node:crypto";
import type { VideoTask } from "../../../../src/generation/ports/provider.ts";
import type { VideoRequest } from "../../../../src/generation/request.ts";

export const sampleRequest: VideoRequest = {
  prompt: "a paper boat in the rain",
  negativePrompt: null,
  style: null,
  duration: 5,
  resolution: "360p",
  aspect: "16:9",
  audio: false,
  thinking: "auto",
  results: 1,
  seed: null,
  format: "MP4",
  quality: 95,
  private: false,
};

export function sampleTask(
  request: Partial<VideoRequest> = {},
  rest: Partial<Omit<VideoTask, "request">> = {},
): VideoTask {
  return {
    taskUUID: randomUUID(),
    request: { ...sampleRequest, ...request },
    safety: "fast",
    frames: [],
    ...rest,
  };
}
