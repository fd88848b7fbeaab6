/** One request of the bot, as it was answered. */
export interface WireEntry {
  /** Discord's clock, in milliseconds since the Unix epoch. */
  readonly at: number;
  readonly method: string;
  /** The path with its ids taken out, e.g. `/channels/:id/messages`. */
  readonly route: string;
  readonly path: string;
  /** 0 until it is answered, and for good when the connection was cut before that. */
  readonly status: number;
  /** Discord's error code, where the answer carried one. */
  readonly code: number | null;
  readonly body: unknown;
  readonly files: readonly { name: string; size: number; contentType: string }[];
  /** The schema the body was held against, and what came of it. */
  readonly schema: { readonly name: string; readonly ok: boolean };
  /** Whether a fault on order had its hand in this. */
  readonly isFaulty: boolean;
}

/** A body that broke a schema or a documented limit, or a call to a route that does not exist. */
export interface Violation {
  readonly at: number;
  readonly method: string;
  readonly path: string;
  readonly message: string;
  readonly errors: unknown;
  readonly body: unknown;
}

export interface Wire {
  /** The latest requests, oldest first. */
  readonly entries: readonly WireEntry[];
  readonly violations: readonly Violation[];
  /** Answers that count towards Discord's ban of an address: 10,000 in ten minutes. */
  readonly refused: Readonly<Record<401 | 403 | 429, number>>;
  /** Requests in all, also those that have left `entries`. */
  readonly total: number;
  find(method: string, route: string | RegExp): WireEntry[];
  clear(): void;
}

/** An entry whose answer is still to come. */
export type OpenEntry = { -readonly [Field in keyof WireEntry]: WireEntry[Field] };

export interface WireRecorder extends Wire {
  record(entry: OpenEntry): void;
  settle(entry: OpenEntry, status: number, code: number | null): void;
  violate(violation: Violation): void;
}

const ENTRIES_KEPT = 2_000;
const VIOLATIONS_KEPT = 200;

export function createWire(): WireRecorder {
  const entries: WireEntry[] = [];
  const violations: Violation[] = [];
  const refused = { 401: 0, 403: 0, 429: 0 };
  let total = 0;

  return {
    entries,
    violations,
    refused,
    get total() {
      return total;
    },
    find: (method, route) =>
      entries.filter(
        (entry) =>
          entry.method === method &&
          (typeof route === "string" ? entry.route === route : route.test(entry.path)),
      ),
    clear() {
      entries.length = 0;
      violations.length = 0;
      refused[401] = refused[403] = refused[429] = 0;
      total = 0;
    },
    record(entry) {
      total += 1;
      entries.push(entry);
      if (entries.length > ENTRIES_KEPT) entries.shift();
    },
    settle(entry, status, code) {
      entry.status = status;
      entry.code = code;
      if (status === 401 || status === 403 || status === 429) refused[status] += 1;
    },
    violate(violation) {
      violations.push(violation);
      if (violations.length > VIOLATIONS_KEPT) violations.shift();
    },
  };
}
