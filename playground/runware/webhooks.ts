import { readFile } from "node:fs/promises";
import { setTimeout as delay } from "node:timers/promises";

/** A success comes flat or inside `data`; a failure always inside `errors`. */
export type WebhookShape = "flat" | "data";

/** One try to bring a message, or a file, to its address. */
export interface DeliveryTry {
  kind: "webhook" | "upload";
  url: string;
  taskUUID: string;
  attempt: number;
  /** What the other side answered; undefined when it did not. */
  status: number | undefined;
}

export interface WebhookOptions {
  attempts: number;
  /** A receiver that has not answered by then has failed. */
  timeoutMs: number;
  firstRetryMs: number;
  signal: AbortSignal;
  tried: (attempt: DeliveryTry) => void;
}

const LONGEST_RETRY_MS = 8_000;

/** Sends webhooks and uploads, with a few retries. */
export function createWebhooks(options: WebhookOptions) {
  const send = async (
    target: Pick<DeliveryTry, "kind" | "url" | "taskUUID">,
    request: RequestInit,
  ): Promise<void> => {
    let waitMs = options.firstRetryMs;
    for (let attempt = 1; attempt <= options.attempts; attempt++) {
      const status = await statusOf(target.url, request);
      if (options.signal.aborted) return;
      options.tried({ ...target, attempt, status });
      if (status !== undefined && status >= 200 && status < 300) return;
      if (attempt === options.attempts) return;
      // Jitter: many receivers that went down together do not come back together.
      const jittered = waitMs * (0.75 + Math.random() / 2);
      if (!(await slept(jittered, options.signal))) return;
      waitMs = Math.min(waitMs * 2, LONGEST_RETRY_MS);
    }
  };

  const statusOf = async (url: string, request: RequestInit): Promise<number | undefined> => {
    try {
      const timeout = AbortSignal.timeout(options.timeoutMs);
      const signal = AbortSignal.any([options.signal, timeout]);
      const response = await fetch(url, { ...request, signal, redirect: "manual" });
      await response.body?.cancel();
      return response.status;
    } catch (error) {
      // Refused, reset, too slow or aborted: for a sender all of it is "no answer".
      if (error instanceof Error) return undefined;
      throw error;
    }
  };

  return {
    post(url: string, taskUUID: string, body: unknown): Promise<void> {
      const headers = { "content-type": "application/json" };
      const request = { method: "POST", headers, body: JSON.stringify(body) };
      return send({ kind: "webhook", url, taskUUID }, request);
    },
    async put(url: string, taskUUID: string, path: string, mimeType: string): Promise<void> {
      const headers = { "content-type": mimeType };
      const request = { method: "PUT", headers, body: await readFile(path) };
      return send({ kind: "upload", url, taskUUID }, request);
    },
  };
}

export type Webhooks = ReturnType<typeof createWebhooks>;

async function slept(ms: number, signal: AbortSignal): Promise<boolean> {
  try {
    await delay(ms, undefined, { signal });
    return true;
  } catch (error) {
    if (signal.aborted) return false;
    throw error;
  }
}
