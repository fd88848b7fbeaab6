import { collectDefaultMetrics, Gauge, Registry } from "prom-client";
import type { Generation } from "../generation/generation.ts";
import {
  createGenerationMetrics,
  type GenerationMetrics,
  type UnfinishedSource,
} from "./generation-metrics.ts";
import { createMoneyMetrics, type MoneySource } from "./money-metrics.ts";
import {
  createTrafficMetrics,
  type TrafficMetrics,
  type TrafficSource,
} from "./traffic-metrics.ts";

export interface MetricsSource extends UnfinishedSource, MoneySource, TrafficSource {
  /** What the disk under DATA_DIR still takes, in bytes. */
  freeBytes: () => Promise<number>;
}

/** What the bot counts. No label is ever an id or a word of a member or a server. */
export interface Metrics
  extends
    Pick<GenerationMetrics, "changed">,
    Pick<TrafficMetrics, "discordRequest" | "firstResponse" | "runwareRequest"> {
  /** Where the figures are that are asked for at each look. */
  read(source: MetricsSource): void;
  /** As Prometheus reads it. */
  render(): Promise<{ contentType: string; text: string }>;
}

export function createMetrics(): Metrics {
  const register = new Registry();
  collectDefaultMetrics({ register });
  const generations = createGenerationMetrics(register);
  const money = createMoneyMetrics(register);
  const traffic = createTrafficMetrics(register);
  let freeBytes: (() => Promise<number>) | undefined;
  const disk = new Gauge({
    name: "flipbook_data_free_bytes",
    help: "What the disk under DATA_DIR still takes",
    registers: [register],
    async collect() {
      if (freeBytes !== undefined) this.set(await freeBytes());
    },
  });
  void disk;

  return {
    changed(after: Generation, before: Generation | undefined) {
      generations.changed(after, before);
      money.changed(after, before);
    },
    discordRequest: (status) => traffic.discordRequest(status),
    firstResponse: (kind, durationMs) => traffic.firstResponse(kind, durationMs),
    runwareRequest: (task, outcome, durationMs) =>
      traffic.runwareRequest(task, outcome, durationMs),
    read(source) {
      generations.read(source);
      money.read(source);
      traffic.read(source);
      freeBytes = source.freeBytes;
    },
    render: async () => ({ contentType: register.contentType, text: await register.metrics() }),
  };
}
