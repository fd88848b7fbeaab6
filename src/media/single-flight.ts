import { RetryableError } from "../generation/errors.ts";

export interface SingleFlight {
  /** Joins the work that is under way under this key, else begins it. */
  run<T>(group: string, key: string, work: (signal: AbortSignal) => Promise<T>): Promise<T>;
  /** Calls off all work of a group and waits until it has let go of its files. */
  cancel(group: string): Promise<void>;
}

interface Flight {
  group: string;
  controller: AbortController;
  result: Promise<unknown>;
}

/** Two who want the same file at the same time share one download or one encode. */
export function createSingleFlight(): SingleFlight {
  const flights = new Map<string, Flight>();
  return {
    run<T>(group: string, key: string, work: (signal: AbortSignal) => Promise<T>): Promise<T> {
      const name = `${group}/${key}`;
      const current = flights.get(name);
      // One key is always used with one type of result.
      if (current !== undefined) return current.result as Promise<T>;
      const controller = new AbortController();
      const result = work(controller.signal).finally(() => flights.delete(name));
      flights.set(name, { group, controller, result });
      return result;
    },
    async cancel(group) {
      const own = [...flights.values()].filter((flight) => flight.group === group);
      for (const { controller } of own) {
        controller.abort(new RetryableError("called off: its files are being removed"));
      }
      await Promise.allSettled(own.map(({ result }) => result));
    },
  };
}
