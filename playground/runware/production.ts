import { createHash } from "node:crypto";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { Agenda } from "./agenda.ts";
import type { ApiError } from "./api-error.ts";
import type { Clock } from "./clock.ts";
import type { Files } from "./files.ts";
import type { TaskToPrice } from "./options.ts";
import { roundUsd } from "./prices.ts";
import { EXTENSIONS, MIME_TYPES } from "./render/encoding.ts";
import type { Filling } from "./render/filling.ts";
import type { Renders } from "./render/renders.ts";
import type { ResultItem, RunwareTask } from "./tasks.ts";

const PROVIDER_ERROR = {
  code: "providerError",
  message: "The provider could not make this video.",
};
// How long a link without `ttl` lives is not documented; a week has been claimed.
const DEFAULT_TTL_S = 7 * 24 * 3600;

export interface ProductionOptions {
  clock: Clock;
  agenda: Agenda;
  files: Files;
  renders: Renders;
  workDir: string;
  origin: () => string;
  price: (task: TaskToPrice) => number;
  renderMs: (task: TaskToPrice) => number;
  staggerMs: number;
  manual: boolean;
  filling: () => Filling | undefined;
  /** Called after a video was made or failed. */
  settled: (task: RunwareTask, item: ResultItem) => void;
}

/** Makes the videos of accepted tasks and books what they cost. */
export function createProduction(options: ProductionOptions) {
  const { clock, agenda } = options;
  let { manual } = options;

  const startRendering = (task: RunwareTask, item: ResultItem): Promise<string> => {
    const { minBytes, filling = "noise" } = task.outcome;
    const fill = minBytes === undefined ? options.filling() : { minBytes, kind: filling };
    return options.renders.fileFor(task.job, item.seed, fill);
  };

  const settle = async (task: RunwareTask, item: ResultItem, forced?: ApiError): Promise<void> => {
    if (item.state !== "processing") return;
    const { outcome } = task;
    const doomed = outcome.failItems?.includes(item.index) ? PROVIDER_ERROR : undefined;
    let error: ApiError | undefined = forced ?? outcome.error ?? doomed;
    if (!error) {
      try {
        const path =
          (await wrongBytes(task, options.workDir)) ?? (await startRendering(task, item));
        if (item.state !== "processing") return;
        publish(task, item, path);
      } catch (cause) {
        error = {
          code: "inferenceError",
          message: "The rendering failed.",
          responseContent: String(cause),
        };
      }
    }
    if (item.state !== "processing") return;
    item.settledAt = clock.now();
    if (error) {
      item.state = "error";
      item.error = {
        ...error,
        status: "error",
        taskType: "videoInference",
        taskUUID: task.taskUUID,
      };
    } else {
      item.state = "success";
      task.charged = roundUsd(task.charged + item.cost);
    }
    if (task.results.every(({ state }) => state !== "processing")) {
      const anyMade = task.results.some(({ state }) => state === "success");
      task.state = anyMade ? "success" : "error";
    }
    options.settled(task, item);
  };

  const publish = (task: RunwareTask, item: ResultItem, path: string): void => {
    const { job, outcome } = task;
    const shard = item.videoUUID.slice(0, 6);
    const urlPath = `/video/os/${shard}/ws/5/vi/${item.videoUUID}.${EXTENSIONS[job.format]}`;
    item.path = path;
    item.videoURL =
      typeof outcome.badUrl === "string" ? outcome.badUrl : options.origin() + urlPath;
    if (outcome.badUrl) return;
    const expiresAt = clock.now() + (job.ttlS ?? DEFAULT_TTL_S) * 1000;
    options.files.add(urlPath, { path, mimeType: MIME_TYPES[job.format], expiresAt });
  };

  return {
    /** Takes a task in: its videos come when their time has come, or when a test says so. */
    start(task: RunwareTask): void {
      const { job, outcome } = task;
      const base = job.seed ?? fromHash(`seed ${task.taskUUID}`).readUInt32BE();
      const cost = outcome.cost ?? options.price(task);
      task.results = Array.from({ length: job.results }, (_, index) => ({
        index,
        videoUUID: uuidFrom(`${task.taskUUID} ${index}`),
        seed: (base + index) % 2 ** 32,
        state: "processing" as const,
        cost,
        nsfw: job.safetyMode !== "none" && (outcome.nsfw?.includes(index) ?? false),
      }));
      const waits = outcome.never || outcome.error || outcome.wrongBytes;
      for (const item of task.results) {
        // Begun now, so that the file is there when its time comes; a failure shows up in `settle`.
        if (!waits) startRendering(task, item).catch(() => undefined);
        if (outcome.never || manual) continue;
        const dueAt = task.receivedAt + (outcome.renderMs ?? options.renderMs(task));
        agenda.at(dueAt + item.index * options.staggerMs, () => void settle(task, item));
      }
    },
    /** Makes the first `count` videos of a task ready now, or fails them. */
    async finish(task: RunwareTask, count = Infinity, error?: ApiError): Promise<void> {
      const items = task.results.filter(({ index }) => index < count);
      await Promise.all(items.map((item) => settle(task, item, error)));
    },
    setManual(on: boolean): void {
      manual = on;
    },
  };
}

export type Production = ReturnType<typeof createProduction>;

async function wrongBytes(task: RunwareTask, workDir: string): Promise<string | undefined> {
  const kind = task.outcome.wrongBytes;
  if (!kind) return undefined;
  const path = join(workDir, `wrong-bytes-${kind}`);
  await writeFile(path, kind === "html" ? "<!doctype html><title>Sign in</title>" : "");
  return path;
}

function fromHash(text: string): Buffer {
  return createHash("sha256").update(text).digest();
}

/** A UUID v4 that is the same for the same text. */
function uuidFrom(text: string): string {
  const bytes = fromHash(text).subarray(0, 16);
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x40;
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80;
  return bytes.toString("hex").replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
}
