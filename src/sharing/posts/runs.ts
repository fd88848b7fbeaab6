/** Tells those who wait that somebody has worked under an id. */
export interface Runs {
  /** The next end of work under this id, from now on; to be let go of by whoever waited. */
  hear(id: string): { ended: Promise<void>; letGo(): void };
  ended(id: string): void;
}

export function createRuns(): Runs {
  const waiting = new Map<string, Set<() => void>>();
  return {
    hear(id) {
      const all = waiting.get(id) ?? new Set();
      waiting.set(id, all);
      const { promise, resolve } = withResolvers();
      all.add(resolve);
      return {
        ended: promise,
        letGo() {
          all.delete(resolve);
          if (all.size === 0 && waiting.get(id) === all) waiting.delete(id);
        },
      };
    },
    ended(id) {
      const all = waiting.get(id);
      waiting.delete(id);
      for (const tell of all ?? []) tell();
    },
  };
}

/** Node 20 has no Promise.withResolvers. */
function withResolvers(): { promise: Promise<void>; resolve: () => void } {
  let resolve = (): void => {};
  const promise = new Promise<void>((done) => {
    resolve = done;
  });
  return { promise, resolve };
}
