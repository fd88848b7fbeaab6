export interface Bucket {
  /** `METHOD /route`, the route with its ids taken out, as the wire record shows it. */
  readonly route: string;
  readonly limit: number;
  readonly perMs: number;
}

export interface Limits {
  /** Time to the first answer of an interaction. */
  readonly firstResponseMs: number;
  /** Life of an interaction token. */
  readonly tokenLifeMs: number;
  /** Life of a signed address of the CDN. */
  readonly urlLifeMs: number;
  /** How long `enforce_nonce` remembers ("the past few minutes" in Discord's documentation). */
  readonly nonceMemoryMs: number;
  /** Requests a second over all routes but those of interactions. */
  readonly globalPerSecond: number;
  readonly buckets: readonly Bucket[];
  readonly defaultBucket: Omit<Bucket, "route">;
  /**
   * Edits of messages older than an hour, for each channel. Discord does not publish the figure;
   * bot authors report about three every twenty seconds.
   */
  readonly oldEdits: { readonly limit: number; readonly perMs: number };
  /** Bodies above this are cut off before they are looked at. */
  readonly bodyBytes: number;
  /** How many identifies may start together; spares multi-shard tests a wait of 5 s each. */
  readonly maxConcurrency: number;
  readonly heartbeatMs: number;
  readonly recommendedShards: number;
}

const SECOND_MS = 1_000;
const MINUTE_MS = 60 * SECOND_MS;

/** What Discord is known to enforce; every figure can be overridden at start. */
export const DEFAULT_LIMITS: Limits = {
  firstResponseMs: 3 * SECOND_MS,
  tokenLifeMs: 15 * MINUTE_MS,
  urlLifeMs: 24 * 60 * MINUTE_MS,
  nonceMemoryMs: 3 * MINUTE_MS,
  globalPerSecond: 50,
  buckets: [
    { route: "POST /channels/:id/messages", limit: 5, perMs: 5 * SECOND_MS },
    { route: "PATCH /channels/:id/messages/:id", limit: 5, perMs: 5 * SECOND_MS },
    { route: "DELETE /channels/:id/messages/:id", limit: 5, perMs: SECOND_MS },
    { route: "POST /webhooks/:id/:token", limit: 5, perMs: 2 * SECOND_MS },
    { route: "GET /webhooks/:id/:token/messages/:id", limit: 5, perMs: 2 * SECOND_MS },
    { route: "PATCH /webhooks/:id/:token/messages/:id", limit: 5, perMs: 2 * SECOND_MS },
    { route: "DELETE /webhooks/:id/:token/messages/:id", limit: 5, perMs: 2 * SECOND_MS },
  ],
  defaultBucket: { limit: 50, perMs: SECOND_MS },
  oldEdits: { limit: 3, perMs: 20 * SECOND_MS },
  bodyBytes: 500 * 1024 * 1024,
  maxConcurrency: 16,
  heartbeatMs: 41_250,
  recommendedShards: 1,
};
