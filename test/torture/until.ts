import { setTimeout as sleep } from "node:timers/promises";

/** Looks again and again until it holds, or the time is over. */
export async function until(
  holds: () => boolean | Promise<boolean>,
  timeoutMs: number,
): Promise<boolean> {
  const giveUpAt = performance.now() + timeoutMs;
  while (performance.now() < giveUpAt) {
    if (await holds()) return true;
    await sleep(250);
  }
  return false;
}
