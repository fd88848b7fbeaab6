import { expect, test } from "vitest";
import { readConfig } from "../../../src/config.ts";
import { metricsRoute } from "../../../src/http/metrics.ts";
import { createMetrics } from "../../../src/metrics/create-metrics.ts";
import { createTools, serve } from "./support/serve.ts";
import { sampleGeneration, SAMPLE_NOW } from "../../support/sample-generation.ts";

const required = { DISCORD_TOKEN: "a-token", RUNWARE_API_KEY: "a-key" };

test("the figures are served in Prometheus's format, and to GET and HEAD alone", async () => {
  const metrics = createMetrics();
  const { origin } = await serve(createTools(), [metricsRoute(() => metrics.render())]);
  const response = await fetch(`${origin}/metrics`);
  expect(response.status).toBe(200);
  expect(response.headers.get("content-type")).toMatch(/^text\/plain; version=0\.0\.4/);
  expect(response.headers.get("cache-control")).toBe("no-store");
  expect(await response.text()).toContain("# TYPE flipbook_generations_ended_total counter");
  const written = await fetch(`${origin}/metrics`, { method: "POST" });
  expect(written.status).toBe(405);
});

test("a figure that cannot be read is a fault in the log, and no half a page", async () => {
  const tools = createTools();
  const route = metricsRoute(() => Promise.reject(new Error("the disk is gone")));
  const { origin } = await serve(tools, [route]);
  const response = await fetch(`${origin}/metrics`);
  expect([response.status, await response.text()]).toEqual([500, "fault\n"]);
  expect(tools.lines).toMatchObject([{ level: "error", error: { message: "the disk is gone" } }]);
});

test("without METRICS_PORT nothing is counted or served, and it may not be HTTP_PORT", () => {
  expect(readConfig(required).metrics).toBeUndefined();
  expect(readConfig({ ...required, METRICS_PORT: "9464" }).metrics).toEqual({
    host: "127.0.0.1",
    port: 9464,
  });
  const same = { ...required, HTTP_PORT: "8080", METRICS_PORT: "8080" };
  expect(() => readConfig(same)).toThrow("METRICS_PORT must be another port than HTTP_PORT");
});

test("each end is counted once, however often its record is written again", async () => {
  const metrics = createMetrics();
  const rendering = sampleGeneration({ state: "rendering", renderingAt: SAMPLE_NOW });
  const failed = sampleGeneration({
    ...rendering,
    state: "failed",
    failure: { kind: "provider", referenceId: "0a1b2c3d", detail: null },
  });
  metrics.changed(failed, rendering);
  metrics.changed({ ...failed, spoiler: true }, failed);
  const { text } = await metrics.render();
  expect(text).toContain(
    'flipbook_generations_ended_total{outcome="failed",reason="provider"} 1\n',
  );
});

test("a cost that comes late, or a higher one, is added for what it is more", async () => {
  const metrics = createMetrics();
  const expired = sampleGeneration({ state: "expired", keyId: "the key of a guild" });
  const first = { ...expired, cost: { microUsd: 100_000, estimated: true } };
  const second = { ...expired, cost: { microUsd: 250_000, estimated: false } };
  metrics.changed(first, expired);
  metrics.changed(second, first);
  metrics.changed(second, second);
  const { text } = await metrics.render();
  expect(text).toContain('flipbook_spend_usd_total{payer="server"} 0.25\n');
  expect(text).toContain('flipbook_spend_usd_total{payer="operator"} 0\n');
});

test("a clock that was set back makes nothing take less than no time", async () => {
  const metrics = createMetrics();
  const queued = sampleGeneration();
  metrics.changed({ ...queued, state: "rendering", renderingAt: SAMPLE_NOW - 60_000 }, queued);
  const { text } = await metrics.render();
  expect(text).toContain("flipbook_wait_seconds_sum 0\n");
});
