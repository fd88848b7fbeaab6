import type { Clock } from "../../../../src/generation/ports.ts";
import type { Account } from "../../../../src/generation/ports/provider.ts";
import type { Frame } from "../../../../src/generation/request.ts";
import type { MediaIds } from "../../../../src/providers/runware/frame-images.ts";
import { pixverseV56 } from "../../../../src/providers/runware/pixverse-v5-6.ts";
import {
  createRunwareProvider,
  type RunwareSettings,
} from "../../../../src/providers/runware/provider.ts";
import { systemClock } from "./manual-clock.ts";
import { createRecordingLog } from "./recording-log.ts";

/** Looks every few milliseconds, for tests that run on the system's clock. */
export const QUICK_PACE = {
  firstLookMs: 10,
  sparseMs: 20,
  approachMs: 20,
  nearMs: 10,
  lateMs: 20,
  requestsPerSecond: 1_000,
  savedRequests: 1_000,
};

export const API_KEY = "local-key-0123456789abcdef";

export function createMemoryMediaIds(): MediaIds & { ids: Map<string, string> } {
  const ids = new Map<string, string>();
  return {
    ids,
    get: async (hash) => ids.get(hash),
    set: async (hash, mediaUUID) => void ids.set(hash, mediaUUID),
    delete: async (hash) => void ids.delete(hash),
  };
}

export function makeProvider(options: {
  apiUrl: string;
  apiKey?: string;
  clock?: Clock;
  settings?: RunwareSettings;
  mediaIds?: MediaIds;
  readFrame?: (frame: Frame) => Promise<Uint8Array>;
}): { provider: Account; log: ReturnType<typeof createRecordingLog> } {
  const log = createRecordingLog();
  const provider = createRunwareProvider({
    apiKey: API_KEY,
    card: pixverseV56,
    clock: systemClock,
    log,
    random: () => 0.5,
    mediaIds: createMemoryMediaIds(),
    readFrame: async () => new Uint8Array([1, 2, 3]),
    ...options,
  });
  return { provider, log };
}
