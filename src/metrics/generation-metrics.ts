import { Counter, Gauge, Histogram, type Registry } from "prom-client";
import { FAILURE_KINDS } from "../generation/errors.ts";
import { isEnd, STATES, type Generation, type State } from "../generation/generation.ts";

/** From what a tiny video takes to the deadline and the hour after it. */
const RENDER_BUCKETS_S = [5, 10, 20, 30, 45, 60, 90, 120, 180, 300, 600, 1200, 4800];
const DELIVERY_BUCKETS_S = [0.25, 0.5, 1, 2, 5, 10, 20, 60, 300];
const WAIT_BUCKETS_S = [0.1, 0.5, 1, 5, 15, 60, 300, 900, 3600];

/** Those that nobody has to act on: how old one of them is says whether the bot gets on. */
const MOVING = ["queued", "submitting", "rendering", "delivering"] as const;
const ENDS = STATES.filter(isEnd);
const UNFINISHED: readonly State[] = ["held", ...MOVING, "reviewing"];

export interface GenerationMetrics {
  /** A record was written: a new one, or the next step of one. */
  changed(after: Generation, before: Generation | undefined): void;
  /** Where the unfinished are, asked at each look. */
  read(source: UnfinishedSource): void;
}

export interface UnfinishedSource {
  /** All that are driven now. */
  live: () => Iterable<Generation>;
  /** How many wait for a moderator. */
  reviewing: () => number;
  /** Milliseconds since 1970. */
  now: () => number;
}

/** What is made, how it ends, and how long each part of it takes. */
export function createGenerationMetrics(register: Registry): GenerationMetrics {
  const registers = [register];
  let source: UnfinishedSource | undefined;
  const started = new Counter({
    name: "flipbook_generations_started_total",
    help: "Requests that were admitted",
    registers,
  });
  const ended = new Counter({
    name: "flipbook_generations_ended_total",
    help: "Generations that reached their end, by how and why",
    labelNames: ["outcome", "reason"] as const,
    registers,
  });
  // From the start, so that the first of a kind is a rise, which is what alerts look for.
  for (const outcome of ENDS) ended.inc({ outcome, reason: "none" }, 0);
  for (const reason of FAILURE_KINDS) ended.inc({ outcome: "failed", reason }, 0);
  const videos = new Counter({
    name: "flipbook_videos_total",
    help: "Videos of generations that are done, by what became of each",
    labelNames: ["posted"] as const,
    registers,
  });
  const wait = new Histogram({
    name: "flipbook_wait_seconds",
    help: "From admission until the provider has the task",
    buckets: WAIT_BUCKETS_S,
    registers,
  });
  const render = new Histogram({
    name: "flipbook_render_seconds",
    help: "From the provider's acknowledgement until it has finished",
    labelNames: ["resolution"] as const,
    buckets: RENDER_BUCKETS_S,
    registers,
  });
  const delivery = new Histogram({
    name: "flipbook_delivery_seconds",
    help: "From finished at the provider until the videos are posted, where nobody reviews them",
    buckets: DELIVERY_BUCKETS_S,
    registers,
  });
  const unfinished = new Gauge({
    name: "flipbook_generations_unfinished",
    help: "Generations that have not ended, by state",
    labelNames: ["state"] as const,
    registers,
    collect() {
      const counts = new Map<State, number>(UNFINISHED.map((state) => [state, 0]));
      for (const { state } of source?.live() ?? []) {
        // The last step of an ended one is still under way.
        if (!isEnd(state)) counts.set(state, (counts.get(state) ?? 0) + 1);
      }
      const waiting = source?.reviewing() ?? 0;
      counts.set("reviewing", Math.max(waiting, counts.get("reviewing") ?? 0));
      for (const [state, count] of counts) this.set({ state }, count);
    },
  });
  const oldest = new Gauge({
    name: "flipbook_generation_oldest_seconds",
    help: "How long ago the oldest generation of a state came into it; 0 where there is none",
    labelNames: ["state"] as const,
    registers,
    collect() {
      const since = new Map<string, number>();
      const now = source?.now() ?? 0;
      for (const generation of source?.live() ?? []) {
        const { state } = generation;
        since.set(state, Math.min(since.get(state) ?? now, inStateSince(generation)));
      }
      for (const state of MOVING) {
        this.set({ state }, secondsBetween(since.get(state) ?? now, now));
      }
    },
  });
  void [unfinished, oldest];

  function observeEnd(generation: Generation): void {
    const { state, failure, readyAt, endedAt, review } = generation;
    ended.inc({ outcome: state, reason: failure?.kind ?? "none" });
    if (state !== "done") return;
    for (const { posted } of generation.videos) videos.inc({ posted: posted?.as ?? "withheld" });
    if (review === null && readyAt !== null && endedAt !== null) {
      delivery.observe(secondsBetween(readyAt, endedAt));
    }
  }

  return {
    changed(after, before) {
      if (before === undefined) {
        started.inc();
        return;
      }
      const { admittedAt, renderingAt, readyAt, request } = after;
      if (before.renderingAt === null && renderingAt !== null) {
        wait.observe(secondsBetween(admittedAt, renderingAt));
      }
      if (before.readyAt === null && readyAt !== null && renderingAt !== null) {
        render.observe({ resolution: request.resolution }, secondsBetween(renderingAt, readyAt));
      }
      // One that was made public later ended before.
      const isFirstEnd = isEnd(after.state) && after.madePublicAt === null;
      if (!isEnd(before.state) && isFirstEnd) observeEnd(after);
    },
    read(from) {
      source = from;
    },
  };
}

/** A clock that was set back makes nothing take less than no time. */
const secondsBetween = (from: number, to: number): number => Math.max(0, to - from) / 1000;

function inStateSince(generation: Generation): number {
  const { state, createdAt, admittedAt, renderingAt, readyAt, madePublicAt } = generation;
  switch (state) {
    case "rendering":
      return renderingAt ?? admittedAt;
    case "delivering":
      // One that was made public had been delivered before.
      return madePublicAt ?? readyAt ?? admittedAt;
    case "queued":
    case "submitting":
      return admittedAt;
    default:
      return createdAt;
  }
}
