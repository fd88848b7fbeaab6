import type { Log } from "../generation/ports.ts";
import type { Shelved } from "./ports.ts";
import { utcDayOf } from "./snowflake.ts";

/** So many documents at once, so that nobody else waits long for the store or the event loop. */
const PAGES_AT_ONCE = 50;

/** One guild and day (UTC): where something about a generation is kept follows from its id alone. */
export const pageKeyOf = (guildId: string, generationId: string): string =>
  `${guildId}:${utcDayOf(generationId)}`;

/**
 * Documents about the generations of one guild and day, by generation id. A day is what the whole
 * bot makes in it at most, some thousands at four renders at once, and a few dozen as a rule.
 */
export interface DayPages<T> {
  get(key: string): Promise<Record<string, T>>;
  /** Each in their own document, one key after another. */
  getMany(keys: readonly string[]): AsyncIterable<Record<string, T>>;
  /** `change` may return undefined to leave the page as it is. */
  update(
    key: string,
    change: (page: Record<string, T>) => Record<string, T> | undefined,
  ): Promise<void>;
  removeFrom(key: string, generationId: string): Promise<void>;
}

/** @param mend what a page held that cannot be read any more; it is set aside, bytes and all */
export function createDayPages<T>(
  store: Shelved<Record<string, T>>,
  mend: (key: string) => Promise<Record<string, T>>,
  log: Pick<Log, "error">,
): DayPages<T> {
  /** @throws {Error} the page can be read after all, or not even be set aside */
  async function mended(key: string, error: unknown): Promise<Record<string, T>> {
    if (!(await store.setAside(key))) throw error;
    log.error({ page: key, error }, "a page about generations cannot be read and is made anew");
    const page = await mend(key);
    if (Object.keys(page).length > 0) await store.set(key, page);
    return page;
  }

  async function update(
    key: string,
    change: (page: Record<string, T>) => Record<string, T> | undefined,
  ): Promise<void> {
    const write = () => store.update(key, (page) => change(page ?? {}));
    try {
      await write();
    } catch (error) {
      await mended(key, error);
      await write();
    }
  }

  return {
    async get(key) {
      try {
        return (await store.get(key)) ?? {};
      } catch (error) {
        return mended(key, error);
      }
    },
    async *getMany(keys) {
      for (let start = 0; start < keys.length; start += PAGES_AT_ONCE) {
        for (const row of await store.getMany(keys.slice(start, start + PAGES_AT_ONCE))) {
          yield "value" in row ? row.value : await mended(row.id, row.broken);
        }
      }
    },
    update,
    removeFrom: (key, generationId) =>
      update(key, (page) => {
        if (page[generationId] === undefined) return undefined;
        const { [generationId]: _, ...others } = page;
        return others;
      }),
  };
}
