export type FaultAction =
  /** Answers so, without doing the work. */
  | { readonly status: number; readonly body?: unknown; readonly headers?: Record<string, string> }
  /** Cuts the line: untouched, after so many bytes of the body, or with the work done. */
  | { readonly hangUp: "before" | "during" | "after"; readonly afterBytes?: number }
  /** Takes its time; `after`: the work is done at once and only the answer is late. */
  | { readonly delayMs: number; readonly when?: "before" | "after" }
  /** Never answers. */
  | { readonly silence: true }
  /** Takes the request, never answers, and does the work once this resolves. */
  | { readonly workOnce: Promise<unknown> }
  | { readonly rateLimit: { readonly retryAfterMs: number; readonly global?: boolean } };

export interface FaultRule {
  readonly match?: {
    readonly method?: string;
    /** A route (`/channels/:id/messages`), a whole path, or a pattern tried on both. */
    readonly route?: string | RegExp;
    /** true: only requests that bring files; false: only those without. */
    readonly upload?: boolean;
  };
  /** How many requests it meets; 1 unless told. */
  readonly times?: number;
  readonly do: FaultAction;
}

export interface OrderedFault {
  readonly hits: number;
  /** Resolves when the fault has met its first request. */
  readonly met: Promise<void>;
  cancel(): void;
}

export interface RequestFaults {
  next(rule: FaultRule): OrderedFault;
  /** Calls off every fault not yet met. */
  clear(): void;
}

/** What a fault can be ordered for. */
export interface FaultTarget {
  readonly method: string;
  readonly route: string;
  readonly path: string;
  readonly isUpload: boolean;
}

export interface FaultDesk extends RequestFaults {
  take(request: FaultTarget): FaultAction | undefined;
}

interface Entry {
  readonly rule: FaultRule;
  left: number;
  hits: number;
  readonly announce: () => void;
}

export function createFaultDesk(): FaultDesk {
  const entries = new Set<Entry>();

  return {
    next(rule) {
      const { promise, resolve } = withResolvers();
      const entry: Entry = { rule, left: rule.times ?? 1, hits: 0, announce: resolve };
      entries.add(entry);
      return {
        get hits() {
          return entry.hits;
        },
        met: promise,
        cancel: () => void entries.delete(entry),
      };
    },
    clear: () => entries.clear(),
    take(request) {
      for (const entry of entries) {
        if (!fits(entry.rule, request)) continue;
        entry.left -= 1;
        entry.hits += 1;
        entry.announce();
        if (entry.left <= 0) entries.delete(entry);
        return entry.rule.do;
      }
      return undefined;
    },
  };
}

function fits({ match }: FaultRule, { method, route, path, isUpload }: FaultTarget): boolean {
  if (match?.upload !== undefined && match.upload !== isUpload) return false;
  if (match?.method !== undefined && match.method !== method) return false;
  if (match?.route === undefined) return true;
  if (typeof match.route === "string") return match.route === route || match.route === path;
  return match.route.test(path) || match.route.test(route);
}

// Promise.withResolvers came with Node 22.
function withResolvers(): { promise: Promise<void>; resolve: () => void } {
  let resolve = () => {};
  const promise = new Promise<void>((settle) => {
    resolve = settle;
  });
  return { promise, resolve };
}
