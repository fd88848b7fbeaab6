import { Counter, Gauge, Histogram, type Registry } from "prom-client";

/** Discord allows 3 s for the first response. */
const RESPONSE_BUCKETS_S = [0.025, 0.05, 0.1, 0.25, 0.5, 1, 2, 3];
const RUNWARE_BUCKETS_S = [0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30];

export interface ShardFacts {
  id: number;
  isReady: boolean;
  /** Milliseconds; below zero before the first heartbeat. */
  pingMs: number;
}

export interface TrafficSource {
  shards: () => Iterable<ShardFacts>;
  guilds: () => number;
  /** Uses of what somebody has no right to, since the start. */
  forbidden: () => number;
  /** The provider is left alone for now, on the operator's key. */
  isProviderPaused: () => boolean;
}

export interface TrafficMetrics {
  /** A request to Discord; null where no answer came. */
  discordRequest(status: number | null): void;
  /** From an interaction's arrival until Discord took the first response to it. */
  firstResponse(kind: string, durationMs: number): void;
  runwareRequest(task: string, outcome: string, durationMs: number): void;
  read(source: TrafficSource): void;
}

/** What goes over the wires, to both sides. */
export function createTrafficMetrics(register: Registry): TrafficMetrics {
  const registers = [register];
  let source: TrafficSource | undefined;
  const discord = new Counter({
    name: "flipbook_discord_requests_total",
    help: "Requests to Discord, by status; 401, 403 and 429 count toward a ban of the address",
    labelNames: ["status"] as const,
    registers,
  });
  for (const status of ["2xx", "401", "403", "429"]) discord.inc({ status }, 0);
  const response = new Histogram({
    name: "flipbook_first_response_seconds",
    help: "From an interaction's arrival until Discord took the first response to it",
    labelNames: ["kind"] as const,
    buckets: RESPONSE_BUCKETS_S,
    registers,
  });
  const runware = new Histogram({
    name: "flipbook_runware_request_seconds",
    help: "Requests to the provider, by the type of their tasks and what came of them; getResponse is a poll",
    labelNames: ["task", "outcome"] as const,
    buckets: RUNWARE_BUCKETS_S,
    registers,
  });
  const collected = [
    new Counter({
      name: "flipbook_forbidden_total",
      help: "Uses of a command or button that the member has no right to",
      registers,
      collect() {
        this.reset();
        this.inc(source?.forbidden() ?? 0);
      },
    }),
    new Gauge({
      name: "flipbook_gateway_ready",
      help: "1 while the shard has its session, else 0",
      labelNames: ["shard"] as const,
      registers,
      collect() {
        for (const { id, isReady } of source?.shards() ?? []) {
          this.set({ shard: String(id) }, isReady ? 1 : 0);
        }
      },
    }),
    new Gauge({
      name: "flipbook_gateway_ping_seconds",
      help: "The last heartbeat's round trip",
      labelNames: ["shard"] as const,
      registers,
      collect() {
        for (const { id, pingMs } of source?.shards() ?? []) {
          if (pingMs >= 0) this.set({ shard: String(id) }, pingMs / 1000);
        }
      },
    }),
    new Gauge({
      name: "flipbook_servers",
      help: "Servers that the bot is in",
      registers,
      collect() {
        this.set(source?.guilds() ?? 0);
      },
    }),
    new Gauge({
      name: "flipbook_provider_paused",
      help: "1 while nothing is sent to the provider because it does not answer or is full, else 0",
      registers,
      collect() {
        this.set(source?.isProviderPaused() === true ? 1 : 0);
      },
    }),
  ];
  void collected;

  return {
    discordRequest: (status) => discord.inc({ status: statusClass(status) }),
    firstResponse: (kind, durationMs) => response.observe({ kind }, durationMs / 1000),
    runwareRequest: (task, outcome, durationMs) =>
      runware.observe({ task, outcome }, durationMs / 1000),
    read(from) {
      source = from;
    },
  };
}

/** Those by name that somebody has to act on. */
const NAMED = new Set([401, 403, 404, 429]);

function statusClass(status: number | null): string {
  if (status === null) return "none";
  return NAMED.has(status) ? String(status) : `${Math.floor(status / 100)}xx`;
}
