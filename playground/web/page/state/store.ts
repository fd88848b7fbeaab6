export interface Store<S> {
  get(): S;
  /** Takes over what is given; who draws is told once, after all that happens in the same go. */
  set(change: Partial<S>): void;
  /** Tells at once; for what has to be on the page before the next line runs. */
  flush(): void;
  subscribe(listener: (state: S) => void): void;
}

export function createStore<S extends object>(initial: S): Store<S> {
  let state = initial;
  let isPending = false;
  const listeners: ((state: S) => void)[] = [];

  function flush(): void {
    if (!isPending) return;
    isPending = false;
    for (const listener of listeners) listener(state);
  }

  return {
    get: () => state,
    set(change) {
      state = { ...state, ...change };
      if (isPending) return;
      isPending = true;
      queueMicrotask(flush);
    },
    flush,
    subscribe: (listener) => void listeners.push(listener),
  };
}
