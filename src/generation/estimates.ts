import type { Collection, Observation } from "./ports.ts";
import type { VideoRequest } from "./request.ts";

/** What decides price and render time of one video. */
type Shape = Pick<VideoRequest, "resolution" | "duration" | "audio">;

/** A price from a table, in micro-USD a video; `named` where the model page itself names it. */
export interface TablePrice {
  microUsd: number;
  named: boolean;
}

/** What one video of a shape is said to cost and to take before anything was observed. */
export interface EstimateTable {
  price(shape: Shape): TablePrice;
  renderMs(shape: Shape): number;
}

export interface Estimate {
  /** Of all results together, in micro-USD. */
  costMicroUsd: number;
  renderMs: number;
  /** False while the price comes from the table. */
  learned: boolean;
  /** What admission holds: never below the real cost as far as anyone knows (rule 8). */
  upperBoundMicroUsd: number;
}

export interface Estimates {
  of(request: VideoRequest): Estimate;
  /** One finished generation: what each video really cost (if said) and how long it took. */
  observe(
    shape: Shape,
    seen: { costsMicroUsd: readonly number[]; renderMs: number },
  ): Promise<void>;
}

/** Enough to follow a change of load within an hour, few enough to forget yesterday. */
const REMEMBERED_RENDER_TIMES = 9;

export const shapeKey = (shape: Shape): string =>
  `${shape.resolution}:${shape.duration}:${shape.audio ? "audio" : "silent"}`;

/** The table with the operator's own prices (micro-USD by shape) over it; those count as certain. */
export function withPrices(
  table: EstimateTable,
  prices: ReadonlyMap<string, number>,
): EstimateTable {
  return {
    price(shape) {
      const microUsd = prices.get(shapeKey(shape));
      return microUsd === undefined ? table.price(shape) : { microUsd, named: true };
    },
    renderMs: (shape) => table.renderMs(shape),
  };
}

function median(values: readonly number[]): number | undefined {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)];
}

/**
 * Price and render time, learned per (resolution, duration, audio) from what really came back.
 * Kept in memory after the first read, so an estimate costs a first response nothing.
 */
export async function openEstimates(
  store: Collection<Observation>,
  table: EstimateTable,
  log: { warn(facts: object, message: string): void },
): Promise<Estimates> {
  const observed = new Map<string, Observation>();
  for await (const row of store.readAll()) {
    if ("value" in row) observed.set(row.id, row.value);
    else
      log.warn(
        { key: row.id, error: row.broken },
        "an estimate could not be read; the table serves until it is learned again",
      );
  }

  return {
    of(request) {
      const seen = observed.get(shapeKey(request));
      const listed = table.price(request);
      const learned = seen !== undefined && seen.costMicroUsd > 0;
      const one = learned ? seen.costMicroUsd : listed.microUsd;
      const bound = learned
        ? Math.max(seen.highestCostMicroUsd, one)
        : listed.microUsd * (listed.named ? 1 : 2);
      return {
        costMicroUsd: one * request.results,
        renderMs: (seen && median(seen.renderMs)) ?? table.renderMs(request),
        learned,
        upperBoundMicroUsd: bound * request.results,
      };
    },

    async observe(shape, { costsMicroUsd, renderMs }) {
      const key = shapeKey(shape);
      const next = await store.update(key, (current) => ({
        highestCostMicroUsd: Math.max(current?.highestCostMicroUsd ?? 0, ...costsMicroUsd),
        costMicroUsd: costsMicroUsd.at(-1) ?? current?.costMicroUsd ?? 0,
        renderMs: [...(current?.renderMs ?? []), Math.round(renderMs)].slice(
          -REMEMBERED_RENDER_TIMES,
        ),
      }));
      if (next !== undefined) observed.set(key, next);
    },
  };
}
