import { randomUUID } from "node:crypto";
import type { RequestEntry } from "../../playground/runware/options.ts";
import type { Runware } from "../../playground/runware/server.ts";
import type { RunwareTask } from "../../playground/runware/tasks.ts";
import { createRandom } from "../ground/stats.ts";
import type { WatchOrder } from "./orders.ts";

export interface Traffic {
  /** Begins with `inFlight` tasks in the middle of their lives, and replaces each that ends. */
  begin(inFlight: number): Promise<void>;
  /** From now on it is counted. */
  count(): void;
  readonly delaysMs: readonly number[];
  readonly requests: number;
  end(): void;
}

/** Render times scatter around this as PixVerse's do: two thirds within a quarter of it. */
const SCATTER = 0.25;
const SUBMITS_AT_ONCE = 100;

/**
 * Tasks of one kind at the local Runware, always the same number of them in flight, and how long each
 * is ready before somebody asks.
 */
export function createTraffic(
  runware: Runware,
  renders: Map<string, number>,
  options: { medianMs: number; tell: (orders: WatchOrder[]) => void },
): Traffic {
  const { medianMs, tell } = options;
  const random = createRandom(7);
  const readyAt = new Map<string, number>();
  const lanes = new Map<string, number>();
  let isCounting = false;
  let isOver = false;
  const delaysMs: number[] = [];
  let requests = 0;

  const renderTime = (): number => {
    // Box and Muller's normal number.
    const normal = Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
    return medianMs * Math.exp(SCATTER * normal);
  };

  async function submit(lanesOf: readonly number[], share: () => number): Promise<void> {
    const orders: WatchOrder[] = [];
    const bodies = lanesOf.map((lane) => {
      const taskUUID = randomUUID();
      const whole = renderTime();
      const passed = whole * share();
      renders.set(taskUUID, whole - passed);
      lanes.set(taskUUID, lane);
      const startedAt = Date.now() - passed;
      orders.push({ taskUUID, lane, startedAt, expectedAt: startedAt + medianMs });
      return bodyOf(taskUUID);
    });
    const response = await fetch(runware.apiUrl, {
      method: "POST",
      headers: { authorization: `Bearer ${runware.apiKey}`, "content-type": "application/json" },
      body: JSON.stringify(bodies),
    });
    if (!response.ok) throw new Error(`the tasks were not taken: ${await response.text()}`);
    tell(orders);
  }

  function settled(task: RunwareTask): void {
    if (task.state === "processing" || readyAt.has(task.taskUUID)) return;
    readyAt.set(task.taskUUID, performance.now());
  }

  function asked({ tasks }: RequestEntry): void {
    const polled = tasks.filter(({ taskType }) => taskType === "getResponse");
    if (polled.length === 0) return;
    if (isCounting) requests += 1;
    const now = performance.now();
    for (const { taskUUID } of polled) {
      const id = String(taskUUID);
      const at = readyAt.get(id);
      const lane = lanes.get(id);
      if (at === undefined || lane === undefined) continue;
      lanes.delete(id);
      if (isCounting) delaysMs.push(now - at);
      submit([lane], () => 0).catch((error: unknown) => {
        // The local Runware closes under what is still on its way.
        if (!isOver) throw error;
      });
    }
  }

  return {
    async begin(inFlight) {
      runware.events.on("task", settled);
      runware.events.on("request", asked);
      for (let lane = 0; lane < inFlight; lane += SUBMITS_AT_ONCE) {
        const count = Math.min(SUBMITS_AT_ONCE, inFlight - lane);
        await submit(
          Array.from({ length: count }, (_, index) => lane + index),
          random,
        );
      }
    },
    count() {
      isCounting = true;
    },
    delaysMs,
    get requests() {
      return requests;
    },
    end() {
      isOver = true;
      isCounting = false;
      runware.events.off("task", settled);
      runware.events.off("request", asked);
    },
  };
}

const bodyOf = (taskUUID: string): Record<string, unknown> => ({
  taskType: "videoInference",
  taskUUID,
  model: "pixverse:1@7",
  positivePrompt: "a paper boat",
  width: 640,
  height: 360,
  duration: 5,
  deliveryMethod: "async",
  includeCost: true,
});
