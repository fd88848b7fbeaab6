import type { BalanceShape } from "./account.ts";
import type { Clock } from "./clock.ts";
import type { UnknownTask } from "./get-response.ts";
import type { TaskBody, VideoJob } from "./job.ts";
import type { RenderMode } from "./render/renders.ts";
import type { RunwareTask } from "./tasks.ts";
import type { DeliveryTry, WebhookShape } from "./webhooks.ts";

/** A task as it is when its price and its time are looked up. */
export interface TaskToPrice {
  taskUUID: string;
  body: TaskBody;
  job: VideoJob;
}

export interface RunwareOptions {
  /** Default: any free one. */
  port?: number;
  clock?: Clock;
  apiKey?: string;
  /** Milliseconds of its clock until the first video of a task is ready. Default 5 s. */
  renderMs?: (task: TaskToPrice) => number;
  /** Milliseconds between the videos of one task. Default 0. */
  staggerMs?: number;
  /** USD for one video of a task. Default: the price table. */
  cost?: (task: TaskToPrice) => number;
  /** Tasks wait for `finish` or `fail` instead of the clock. */
  manual?: boolean;
  /** `real` (default) draws the video asked for; `tiny` makes a plain one at next to no cost. */
  render?: RenderMode;
  /** Where finished real videos are kept, to be used again. Default: the system's temp folder. */
  outDir?: string;
  settings?: Partial<RunwareSettings>;
  webhooks?: { attempts?: number; timeoutMs?: number; firstRetryMs?: number };
}

/** What tests may change while it runs. */
export interface RunwareSettings {
  /** How `getResponse` answers for a task that was never submitted. */
  unknownTask: UnknownTask;
  /** USD the first account has ever had; what was charged is taken off. */
  creditUsd: number;
  balanceShape: BalanceShape;
  webhookShape: WebhookShape;
  /** How often each webhook is sent, to try a receiver with repeats. */
  webhookCopies: number;
}

/** One request to the API, newest last in the list. */
export interface RequestEntry {
  at: number;
  tasks: TaskBody[];
  /** 0 when the connection was cut or left hanging. */
  status: number;
  /** Whose it says it is, good or not. */
  apiKey: unknown;
}

export interface RunwareEvents {
  /** A task was accepted, or one of its videos was made or failed. */
  task: [task: RunwareTask];
  request: [entry: RequestEntry];
  /** A webhook was tried. */
  webhook: [attempt: DeliveryTry];
  /** An upload to a task's `uploadEndpoint` was tried. */
  upload: [attempt: DeliveryTry];
  /** Something broke in the server itself. */
  error: [error: Error];
}

export const DEFAULT_SETTINGS: RunwareSettings = {
  unknownTask: "processing",
  creditUsd: 10_000,
  balanceShape: "object",
  webhookShape: "flat",
  webhookCopies: 1,
};
