import { EventEmitter } from "node:events";
import { mkdir, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createAccounts } from "./accounts.ts";
import { createAgenda } from "./agenda.ts";
import { createApi } from "./api.ts";
import { refusal } from "./api-error.ts";
import { createControls } from "./controls.ts";
import { createClock } from "./clock.ts";
import { deliver } from "./deliver.ts";
import { createExchange } from "./exchange.ts";
import { createFaults } from "./faults.ts";
import { createFiles } from "./files.ts";
import { getResponse } from "./get-response.ts";
import { sendJson } from "./http-exchange.ts";
import { createRequestLog } from "./request-log.ts";
import { listen } from "./listen.ts";
import { createMediaStorage } from "./media-storage.ts";
import { DEFAULT_SETTINGS } from "./options.ts";
import type { RunwareEvents, RunwareOptions } from "./options.ts";
import { priceOf } from "./prices.ts";
import { createProduction } from "./production.ts";
import { pruneCache } from "./render/prune-cache.ts";
import { createRenders } from "./render/renders.ts";
import type { Filling } from "./render/filling.ts";
import { createSubmit } from "./submit.ts";
import { createTaskHistory } from "./task-history.ts";
import { createTaskStore } from "./tasks.ts";
import type { ResultItem, RunwareTask } from "./tasks.ts";
import { waitForTask } from "./wait-for-task.ts";
import { createWebhooks } from "./webhooks.ts";

/** Starts the local Runware on 127.0.0.1. */
export async function startRunware(options: RunwareOptions = {}) {
  const { apiKey = "local-runware-key", clock = createClock() } = options;
  const workDir = await mkdtemp(join(tmpdir(), "flipbook-runware-"));
  const cacheDir = options.outDir ?? join(tmpdir(), "flipbook-renders");
  await mkdir(cacheDir, { recursive: true });
  // Only its own folder: a folder that was named belongs to whoever named it.
  if (options.outDir === undefined) await pruneCache(cacheDir);
  const settings = { ...DEFAULT_SETTINGS, ...options.settings };
  const events = new EventEmitter<RunwareEvents>();
  const closing = new AbortController();
  const price = options.cost ?? (({ job }) => priceOf(job));
  const accounts = createAccounts(apiKey, settings);
  let filling: Filling | undefined;
  let http: Awaited<ReturnType<typeof listen>> | undefined;
  const origin = () => http?.origin ?? "";

  const log = createRequestLog(clock, events);
  const agenda = createAgenda(clock);
  const faults = createFaults();
  const files = createFiles(clock, faults);
  const tasks = createTaskStore();
  const history = createTaskHistory();
  const media = createMediaStorage({ clock, files, folder: workDir, origin });
  const renders = createRenders({ mode: options.render ?? "real", workDir, cacheDir });
  const webhooks = createWebhooks({
    attempts: 6,
    timeoutMs: 5_000,
    firstRetryMs: 250,
    ...options.webhooks,
    signal: closing.signal,
    tried: (attempt) => events.emit(attempt.kind, attempt),
  });

  const settled = (task: RunwareTask, item: ResultItem): void => {
    if (item.state === "success") accounts.charge(task.apiKey, item.cost);
    const { data, errors } = getResponse(task.taskUUID, task, "noRow");
    history.answered(task.taskUUID, undefined, errors.length > 0 ? { errors } : { data });
    deliver(webhooks, settings, task, item).catch((error: Error) => {
      // Files are taken away under a delivery that is still going on when the server closes.
      if (!closing.signal.aborted) events.emit("error", error);
    });
    events.emit("task", task);
  };
  const production = createProduction({
    clock,
    agenda,
    files,
    renders,
    workDir,
    origin,
    price,
    settled,
    renderMs: options.renderMs ?? (() => 5_000),
    staggerMs: options.staggerMs ?? 0,
    manual: options.manual ?? false,
    filling: () => filling,
  });
  const submit = createSubmit({
    clock,
    faults,
    tasks,
    history,
    production,
    price,
    findMedia: media.find,
    framesFolder: workDir,
    balanceUsd: (key) => accounts.balanceUsd(key),
    accepted: (task) => events.emit("task", task),
  });
  const api = createApi({ accounts, tasks, history, submit, media, settings });
  const exchange = createExchange({
    accounts,
    faults,
    api,
    done(bodies, status, key) {
      const account = accounts.find(key);
      if (account) account.requests += 1;
      log.add(bodies, status, key);
    },
    signal: closing.signal,
  });

  http = await listen(options.port ?? 0, async (request, response) => {
    const { pathname } = new URL(request.url ?? "/", "http://127.0.0.1");
    if (request.method === "POST" && pathname === "/v1") return exchange(request, response);
    if (request.method === "GET" || request.method === "HEAD") {
      return files.serve(pathname, request, response);
    }
    return sendJson(response, 404, { errors: [refusal(404)] });
  });

  let closed: Promise<void> | undefined;
  const close = async (): Promise<void> => {
    closing.abort();
    agenda.close();
    await http?.close();
    await renders.close();
    await rm(workDir, { recursive: true, force: true });
  };

  return {
    /** The address a client is given. */
    apiUrl: `${origin()}/v1`,
    apiKey,
    clock,
    faults,
    settings,
    events,
    ...createControls({ tasks, files, production }),
    /** A second key, with an account of its own. */
    addKey: (key: string, account?: { creditUsd?: number }) => accounts.add(key, account),
    /** A key is refused from now on. */
    revokeKey: (key: string) => accounts.revoke(key),
    /** The last 1,000 requests. */
    requests: log.entries,
    /** Every accepted task, oldest first. */
    get tasks(): readonly RunwareTask[] {
      return tasks.list();
    },
    /** USD by taskUUID, for the tasks that were charged. */
    get charges(): ReadonlyMap<string, number> {
      const charged = tasks.list().filter((task) => task.charged > 0);
      return new Map(charged.map((task) => [task.taskUUID, task.charged]));
    },
    /** Stored media by UUID. */
    get media(): readonly string[] {
      return media.list();
    },
    /** Resolves with the first task, old or new, for which this holds. */
    waitForTask: (holds: (task: RunwareTask) => boolean) =>
      waitForTask(tasks, events, holds, closing.signal),
    /** Videos started from now on have at least so many bytes; 0 takes it back. */
    resultBytes(minBytes: number, kind: Filling["kind"] = "noise"): void {
      filling = minBytes > 0 ? { minBytes, kind } : undefined;
    },
    /** Ends everything it started: renderings, timers, connections. Harmless when repeated. */
    close: () => (closed ??= close()),
  };
}

export type Runware = Awaited<ReturnType<typeof startRunware>>;
