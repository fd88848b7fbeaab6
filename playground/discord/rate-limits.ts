import { createHash } from "node:crypto";
import type { Clock } from "./clock.ts";
import type { Bucket, Limits } from "./limits.ts";

export interface RateVerdict {
  readonly headers: Readonly<Record<string, string>>;
  /** Set when the request is refused. */
  readonly refusal?: { readonly retryAfterMs: number; readonly global: boolean };
}

export interface RateLimits {
  /** @param name `METHOD /route` · @param major the channel, guild or webhook it is counted for */
  take(name: string, major: string): RateVerdict;
}

interface Window {
  used: number;
  resetAt: number;
}

// Discord counts interaction answers neither globally nor, for callbacks, in a bucket of their own.
const UNLIMITED = /^POST \/interactions\//;
const OUTSIDE_GLOBAL = /^\w+ \/(?:interactions|webhooks)\//;
const WINDOWS_KEPT = 2_000;
const SECOND_MS = 1_000;

/** Discord's buckets: fixed windows for each route and major id, and one for everything. */
export function createRateLimits(clock: Clock, limits: Limits): RateLimits {
  const windows = new Map<string, Window>();
  const named = new Map(limits.buckets.map((bucket) => [bucket.route, bucket]));
  const overall: Window = { used: 0, resetAt: 0 };

  function open(key: string, perMs: number): Window {
    const now = clock.now();
    const known = windows.get(key);
    if (known && known.resetAt > now) return known;
    if (windows.size >= WINDOWS_KEPT) {
      for (const [old, window] of windows) if (window.resetAt <= now) windows.delete(old);
    }
    const window = { used: 0, resetAt: now + perMs };
    windows.set(key, window);
    return window;
  }

  function isOverGlobal(): boolean {
    const now = clock.now();
    if (overall.resetAt <= now) Object.assign(overall, { used: 0, resetAt: now + SECOND_MS });
    overall.used += 1;
    return overall.used > limits.globalPerSecond;
  }

  return {
    take(name, major) {
      if (UNLIMITED.test(name)) return { headers: {} };
      if (!OUTSIDE_GLOBAL.test(name) && isOverGlobal()) {
        const retryAfterMs = overall.resetAt - clock.now();
        return {
          headers: refusalHeaders(retryAfterMs, "global"),
          refusal: { retryAfterMs, global: true },
        };
      }
      const bucket: Bucket = named.get(name) ?? { route: name, ...limits.defaultBucket };
      const window = open(`${name} ${major}`, bucket.perMs);
      const isRefused = window.used >= bucket.limit;
      if (!isRefused) window.used += 1;
      const leftMs = Math.max(0, window.resetAt - clock.now());
      const headers = {
        "x-ratelimit-limit": String(bucket.limit),
        "x-ratelimit-remaining": String(bucket.limit - window.used),
        "x-ratelimit-reset": (window.resetAt / SECOND_MS).toFixed(3),
        "x-ratelimit-reset-after": (leftMs / SECOND_MS).toFixed(3),
        "x-ratelimit-bucket": createHash("sha1").update(name).digest("hex").slice(0, 32),
      };
      if (!isRefused) return { headers };
      return {
        headers: { ...headers, ...refusalHeaders(leftMs, "user") },
        refusal: { retryAfterMs: leftMs, global: false },
      };
    },
  };
}

export function refusalHeaders(
  retryAfterMs: number,
  scope: "user" | "global" | "shared",
): Record<string, string> {
  return {
    "retry-after": String(Math.ceil(retryAfterMs / SECOND_MS)),
    "x-ratelimit-scope": scope,
    ...(scope === "global" ? { "x-ratelimit-global": "true" } : {}),
  };
}

export function rateLimitBody(retryAfterMs: number, global: boolean): Record<string, unknown> {
  return {
    message: "You are being rate limited.",
    retry_after: retryAfterMs / SECOND_MS,
    global,
  };
}
