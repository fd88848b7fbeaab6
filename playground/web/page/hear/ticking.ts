import { relativeText } from "../../render/markdown/timestamp.ts";
import type { Page } from "../page.ts";

const TICK_MS = 1000;

/** "in 40 seconds" counts on by itself. */
export function startTicking({ store }: Page): void {
  setInterval(() => {
    const nowMs = Date.now() + store.get().aheadMs;
    for (const time of document.querySelectorAll<HTMLElement>('time[data-style="R"]')) {
      const words = relativeText(Number(time.dataset["at"]) * 1000, nowMs);
      if (time.textContent !== words) time.textContent = words;
    }
  }, TICK_MS);
}
