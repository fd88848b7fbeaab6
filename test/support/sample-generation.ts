import type { Generation } from "../../src/generation/generation.ts";
import type { VideoRequest } from "../../src/generation/request.ts";

export const sampleRequest: VideoRequest = {
  prompt: "a paper boat",
  negativePrompt: null,
  style: null,
  duration: 5,
  resolution: "720p",
  aspect: "16:9",
  audio: false,
  thinking: "auto",
  results: 1,
  seed: null,
  format: "MP4",
  quality: 95,
  private: false,
};

export const SAMPLE_NOW = 1_700_000_000_000;

/** A request that waits in line, unless told otherwise. */
export function sampleGeneration(
  change: Partial<Omit<Generation, "request">> & { request?: Partial<VideoRequest> } = {},
): Generation {
  return {
    id: "111111111111111111",
    taskUUID: "6f24df34-b924-4132-91dd-cd3c0c9c5470",
    state: "queued",
    guildId: "222222222222222222",
    channelId: "333333333333333333",
    parentChannelId: null,
    memberId: "444444444444444444",
    memberName: "Member One",
    uploadLimitBytes: 10 * 1024 * 1024,
    parentId: null,
    after: null,
    safety: "fast",
    frames: [],
    card: {
      messageId: "555555555555555555",
      ephemeral: false,
      token: "token",
      tokenExpiresAt: SAMPLE_NOW + 900_000,
    },
    place: { kind: "card", because: null, channelId: null, messageId: null, attemptedAt: null },
    estimate: { costMicroUsd: 99_450, renderMs: 50_000, learned: false },
    keyId: null,
    day: "2023-11-14",
    admittedAt: SAMPLE_NOW,
    boundMicroUsd: 198_900,
    reservedMicroUsd: 198_900,
    cost: null,
    submit: { attempts: 0, since: null, maybeTakenAt: null },
    videos: [],
    failedResults: 0,
    review: null,
    madePublicAt: null,
    spoiler: false,
    sources: null,
    deleted: null,
    cancel: null,
    failure: null,
    createdAt: SAMPLE_NOW,
    renderingAt: null,
    readyAt: null,
    endedAt: null,
    ...change,
    request: { ...sampleRequest, ...change.request },
  };
}
