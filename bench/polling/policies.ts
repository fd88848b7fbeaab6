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

export function createPolicy(name: PolicyName, account: Account): Watch {
  if (name === "flipbook") return flipbook(account);
  // As Runware's own clients do it: one request for each task, on a schedule of its own.
  const pauses = name === "growing" ? growing : fixed;
  return (order) => void askUntilReady(order, pauses(), account);
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
): Promise<void> {
  let dueAt = startedAt;
  for (;;) {
    dueAt += pauses.next().value;
    const waitMs = dueAt - Date.now();
    // One that was begun earlier is in the middle of its schedule.
    if (waitMs < 0) continue;
    await new Promise((resolve) => {
      setTimeout(resolve, waitMs);
    });
    const response = await fetch(apiUrl, {
      method: "POST",
      headers: { authorization: `Bearer ${apiKey}`, "content-type": "application/json" },
      body: JSON.stringify([{ taskType: "getResponse", taskUUID }]),
    });
    const { data } = (await response.json()) as { data: { status: string }[] };
    if (data.every(({ status }) => status === "success")) return;
    // The next pause begins with the answer.
    dueAt = Math.max(dueAt, Date.now());
  }
}

function flipbook({ apiUrl, apiKey }: Account): Watch {
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
  return ({ taskUUID, lane, expectedAt }) => {
    const provider = lanes.get(lane) ?? open();
    lanes.set(lane, provider);
    const unwatch = provider.watch(taskUUID, expectedAt, ({ results }) => {
      if (results.length > 0) unwatch();
    });
  };
}
