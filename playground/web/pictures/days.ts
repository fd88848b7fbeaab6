import { rename, writeFile } from "node:fs/promises";
import { createClock, type Clock } from "../../discord/clock.ts";

/** The time of all three programs at once. */
export interface Days {
  readonly clock: Clock;
  /** What `shifted-date.mjs` reads. */
  readonly file: string;
  advance(ms: number): Promise<void>;
}

/** The bot looks every 50 ms. */
const SEEN_AFTER_MS = 200;

export async function createDays(startAt: number, file: string): Promise<Days> {
  const clock = createClock(startAt);
  const write = async (): Promise<void> => {
    await writeFile(`${file}.part`, String(clock.now() - Date.now()));
    await rename(`${file}.part`, file);
  };
  await write();
  return {
    clock,
    file,
    async advance(ms) {
      clock.advance(ms);
      await write();
      await new Promise((resolve) => setTimeout(resolve, SEEN_AFTER_MS));
    },
  };
}
