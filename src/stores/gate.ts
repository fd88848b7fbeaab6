import { StoreClosedError } from "./errors.ts";

export interface Gate {
  /** @throws {StoreClosedError} once the gate is closed */
  pass<R>(act: () => Promise<R>): Promise<R>;
  /** Lets nothing in any more; resolves when all that is inside has come out. */
  close(): Promise<void>;
}

/** Knows what is under way, so that closing waits for a change that has read but not yet written. */
export function createGate(): Gate {
  let inside = 0;
  let closed = false;
  let becomeEmpty = (): void => {};
  const empty = new Promise<void>((resolve) => {
    becomeEmpty = resolve;
  });

  return {
    async pass(act) {
      if (closed) throw new StoreClosedError();
      inside += 1;
      try {
        return await act();
      } finally {
        inside -= 1;
        if (closed && inside === 0) becomeEmpty();
      }
    },
    close() {
      closed = true;
      if (inside === 0) becomeEmpty();
      return empty;
    },
  };
}
