import { createApp } from "../../src/app.ts";
import { loadConfig } from "../../src/config.ts";
import { createFastClock } from "../support/fast-clock.ts";

/**
 * The bot in a process of its own, so that its memory is measured and nobody else's, with a clock
 * that its parent moves.
 */
export type Order = { advanceMs: number } | { measure: true } | { stop: true };
export type Reply = { done: true } | { ready: true } | { heapBytes: number };

const clock = createFastClock(1);
const app = createApp(loadConfig(), { clock });
const say = (reply: Reply): void => void process.send?.(reply);

async function obey(order: Order): Promise<void> {
  if ("advanceMs" in order) {
    clock.advance(order.advanceMs);
    say({ done: true });
  } else if ("measure" in order) {
    say({ heapBytes: heapAfterCollection() });
  } else {
    await app.stop("the soak is over");
    clock.close();
    say({ done: true });
    process.disconnect();
  }
}

function heapAfterCollection(): number {
  if (globalThis.gc === undefined) throw new Error("start with --expose-gc");
  // The first one runs finalizers, which free more.
  globalThis.gc();
  globalThis.gc();
  return process.memoryUsage().heapUsed;
}

/**
 * Libraries tidy up by the hour, discord.js its line of requests for each token: those intervals go
 * by the clock of the soak as well, or a simulated day would be one without any tidying up.
 */
const LONG_INTERVAL_MS = 5 * 60_000;
const wallInterval = globalThis.setInterval;
globalThis.setInterval = ((call: () => void, ms: number, ...given: []) => {
  if (ms < LONG_INTERVAL_MS) return wallInterval(call, ms, ...given);
  const again = (): void => {
    call();
    clock.after(ms, again);
  };
  clock.after(ms, again);
  // For whoever wants to unref or clear it; it does nothing before the soak is over.
  return wallInterval(() => undefined, 2 ** 31 - 1);
}) as typeof setInterval;

process.on("message", (order: Order) => void obey(order));
await app.start();
say({ ready: true });
