export interface KeyTurns {
  /** Runs `act` when everything that asked for this key before has finished, well or not. */
  run<R>(key: string, act: () => Promise<R>): Promise<R>;
  /** Somebody holds this key, or waits for it. */
  has(key: string): boolean;
  /** Keys that somebody holds or waits for. */
  size(): number;
}

/** One mutex a key. A key nobody waits for any more takes no memory. */
export function createKeyTurns(): KeyTurns {
  const last = new Map<string, Promise<unknown>>();

  return {
    async run(key, act) {
      const before = last.get(key);
      const mine = before === undefined ? act() : before.then(act);
      // The next in line waits for the end of this turn; its outcome is this caller's alone.
      const ended = mine.then(ignoreOutcome, ignoreOutcome);
      last.set(key, ended);
      try {
        return await mine;
      } finally {
        if (last.get(key) === ended) last.delete(key);
      }
    },
    has: (key) => last.has(key),
    size: () => last.size,
  };
}

function ignoreOutcome(): void {}
