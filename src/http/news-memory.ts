import type { NewsEntry } from "./webhook-news.ts";

const MAX_TASKS = 5_000;
/** Four videos, their failures and a few copies of those; more is somebody playing. */
const MAX_NEWS_A_TASK = 16;

/** Remembers what was announced, so that copies and replays make nobody ask Runware again. */
export interface NewsMemory {
  /** Whether anything of it is new; from then on it is known. */
  isNew(taskUUID: string, entries: readonly NewsEntry[]): boolean;
}

/** Bounded: the tasks heard of longest ago are forgotten first, and one task has only so much news. */
export function createNewsMemory(maxTasks = MAX_TASKS): NewsMemory {
  const tasks = new Map<string, { seen: Set<string>; news: number }>();

  return {
    isNew(taskUUID, entries) {
      const task = tasks.get(taskUUID) ?? { seen: new Set<string>(), news: 0 };
      // Put last again: the order of the map is the order of forgetting.
      tasks.delete(taskUUID);
      tasks.set(taskUUID, task);
      for (const oldest of tasks.keys()) {
        if (tasks.size <= maxTasks) break;
        tasks.delete(oldest);
      }
      const fresh = entries.filter(({ key }) => key === null || !task.seen.has(key));
      if (fresh.length === 0 || task.news >= MAX_NEWS_A_TASK) return false;
      task.news += 1;
      for (const { key } of fresh) if (key !== null) task.seen.add(key);
      return true;
    },
  };
}
