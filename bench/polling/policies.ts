import { setTimeout as sleep } from "node:timers/promises";
import { systemClock } from "../../src/clock.ts";
import { pixverseV56 } from "../../src/providers/runware/pixverse-v5-6.ts";
import { createRunwareProvider } from "../../src/providers/runware/provider.ts";
import type { PolicyName, WatchOrder } from "./orders.ts";

/** Asks about a task until its result is there; what comes of it is seen by whoever is asked. */
export type Watch = (order: WatchOrder) => void;

interface Account {
  apiUrl: string;
  apiKey: string;
}

/** @param signal ends all of it */
export function createPolicy(name: PolicyName, account: Account, signal: AbortSignal): Watch {
  if (name === "flipbook") return flipbook(account, signal);
  // As Runware's own clients do it: one request for each task, on a schedule of its own.
  const pauses = name === "growing" ? growing : fixed;
  return (order) => void askUntilReady(order, pauses(), account, signal).catch(endedBy(signal));
}

/** 1 s, and half as much again each time, up to 10 s. */
function* growing(): Generator<number, never> {
  for (let pauseMs = 1000; ; pauseMs = Math.min(pauseMs * 1.5, 10_000)) yield pauseMs;
}

function* fixed(): Generator<number, never> {
  for (;;) yield 2000;
}

async function askUntilReady(
  { taskUUID, startedAt }: WatchOrder,
  pauses: Generator<number, never>,
  { apiUrl, apiKey }: Account,
  signal: AbortSignal,
): Promise<void> {
  let dueAt = startedAt;
  for (;;) {
    dueAt += pauses.next().value;
    const waitMs = dueAt - Date.now();
    // One that was begun earlier is in the middle of its schedule.
    if (waitMs < 0) continue;
    await sleep(waitMs, undefined, { signal });
    const response = await fetch(apiUrl, {
      method: "POST",
      signal,
      headers: { authorization: `Bearer ${apiKey}`, "content-type": "application/json" },
      body: JSON.stringify([{ taskType: "getResponse", taskUUID }]),
    });
    const { data } = (await response.json()) as { data: { status: string }[] };
    if (data.every(({ status }) => status === "success")) return;
    // The next pause begins with the answer.
    dueAt = Math.max(dueAt, Date.now());
  }
}

/** Of what was under way at the end nothing is expected. */
const endedBy =
  (signal: AbortSignal) =>
  (error: unknown): void => {
    if (!signal.aborted) throw error;
  };

function flipbook({ apiUrl, apiKey }: Account, signal: AbortSignal): Watch {
  const silent = { debug() {}, info() {}, warn() {}, error() {} };
  const open = () =>
    createRunwareProvider({
      apiUrl,
      apiKey,
      card: pixverseV56,
      clock: systemClock,
      log: silent,
      random: Math.random,
      mediaIds: { get: async () => undefined, set: async () => {}, delete: async () => {} },
      readFrame: () => Promise.reject(new Error("there are no frames here")),
    });
  const lanes = new Map<number, ReturnType<typeof open>>();
  signal.addEventListener("abort", () => {
    for (const provider of lanes.values()) void provider.close();
  });
  return ({ taskUUID, lane, expectedAt }) => {
    const provider = lanes.get(lane) ?? open();
    lanes.set(lane, provider);
    const unwatch = provider.watch(taskUUID, expectedAt, ({ results }) => {
      if (results.length > 0) unwatch();
    });
  };
}
