import type { IncomingMessage } from "node:http";
import type { ApiError } from "./api-error.ts";
import type { TaskBody } from "./job.ts";

/** What happens to a whole request instead of, or on the way to, its answer. */
export type RequestFault =
  /** Answers this without looking at the tasks. */
  | { status: number; body?: unknown; headers?: Record<string, string> }
  /** Refuses the request with the error Runware has for this status. */
  | { refuse: number; retryAfterS?: number }
  /** An HTML page, as a proxy in between sends it. */
  | { html: number }
  /** Cuts the connection before anything was done, or after everything was. */
  | { hangUp: "before" | "after" }
  /** Does the work, then answers with half of the JSON. */
  | { halfJson: true }
  /** Does the work, promises the whole answer, and cuts the connection half-way. */
  | { cutAnswer: true }
  /** Does the work and keeps the answer back for that long in real time. */
  | { delayMs: number }
  /** Never answers, before or after doing the work. */
  | { hang: "before" | "after" }
  /** Answers 200 with an error that names no task, without looking at the tasks. */
  | { unaddressed: { code: string; message: string } };

/** What happens to a file download. */
export type FileFault = { status: number } | { cutAtByte: number } | { hang: true };

/** What becomes of an accepted task. */
export interface TaskOutcome {
  /** All of its videos fail with this. */
  error?: Partial<ApiError> & { code: string; message: string };
  /** Where failures are reported: in `errors` (default), or as items of `data`. */
  errorAt?: "errors" | "item";
  /** One error for each video (default), or a single one for the task. */
  errorEntries?: "each" | "one";
  /** Indexes of videos flagged by the safety check (when the task asks for one). */
  nsfw?: number[];
  /** Indexes of videos that fail with a provider's error. */
  failItems?: number[];
  /** Stays "processing" for ever. */
  never?: true;
  /** Accepted, but `getResponse` shows no row of it. */
  noRow?: true;
  /** Results carry no `cost`, though charged. */
  noCost?: true;
  /** USD for each video. */
  cost?: number;
  /** Result links lead nowhere, or to the given address. */
  badUrl?: true | string;
  /** Links serve an HTML page, or nothing, instead of a video. */
  wrongBytes?: "html" | "empty";
  /** Each file has at least so many bytes: noise that resists compression, or mere padding. */
  minBytes?: number;
  filling?: "noise" | "padding";
  renderMs?: number;
}

interface Order<Match, What> {
  match: Match;
  times: number;
  what: What;
}

export type RequestMatch = (tasks: readonly TaskBody[], request: IncomingMessage) => boolean;

/** Faults that tests order in advance. Each order function returns one that takes it back. */
export function createFaults() {
  const requests: Order<RequestMatch, RequestFault>[] = [];
  const files: Order<(path: string) => boolean, FileFault>[] = [];
  const tasks: Order<(body: TaskBody) => boolean, TaskOutcome>[] = [];

  return {
    /**
     * The next `times` (default 1) matching requests end this way; without a `match` any but the
     * question for the balance, which comes when nobody thinks of it.
     */
    next(order: { match?: RequestMatch; times?: number; do: RequestFault }): () => void {
      const match = order.match ?? isNoAccountQuestion;
      return place(requests, { match, times: order.times ?? 1, what: order.do });
    },
    /** The next `times` (default 1) matching downloads end this way. */
    file(order: { match?: (path: string) => boolean; times?: number; do: FileFault }): () => void {
      const match = order.match ?? (() => true);
      return place(files, { match, times: order.times ?? 1, what: order.do });
    },
    /** Matching tasks submitted from now on (`times`: default all) have this outcome. */
    task(match: (body: TaskBody) => boolean, outcome: TaskOutcome, times = Infinity): () => void {
      return place(tasks, { match, times, what: outcome });
    },
    /** Takes back everything that was ordered and has not happened yet. */
    clear(): void {
      for (const orders of [requests, files, tasks]) orders.length = 0;
    },
    takeRequestFault: (bodies: readonly TaskBody[], request: IncomingMessage) =>
      take(requests, (match) => match(bodies, request)),
    takeFileFault: (path: string) => take(files, (match) => match(path)),
    takeOutcome: (body: TaskBody) => take(tasks, (match) => match(body)),
  };
}

export type Faults = ReturnType<typeof createFaults>;

const isNoAccountQuestion: RequestMatch = (tasks) => tasks[0]?.["taskType"] !== "accountManagement";

function place<Match, What>(orders: Order<Match, What>[], order: Order<Match, What>): () => void {
  orders.push(order);
  return () => {
    const index = orders.indexOf(order);
    if (index >= 0) orders.splice(index, 1);
  };
}

function take<Match, What>(
  orders: Order<Match, What>[],
  matches: (match: Match) => boolean,
): What | undefined {
  const index = orders.findIndex((order) => matches(order.match));
  const order = orders[index];
  if (order === undefined) return undefined;
  order.times -= 1;
  if (order.times <= 0) orders.splice(index, 1);
  return order.what;
}
