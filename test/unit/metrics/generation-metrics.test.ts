import { Registry } from "prom-client";
import { expect, test } from "vitest";
import { createGenerationMetrics } from "../../../src/metrics/generation-metrics.ts";
import { SAMPLE_NOW, sampleGeneration } from "../../support/sample-generation.ts";

test("one that is made public is no delivery that has hung since it was made", async () => {
  const register = new Registry();
  const metrics = createGenerationMetrics(register);
  const month = 30 * 24 * 60 * 60_000;
  const opened = sampleGeneration({
    state: "delivering",
    readyAt: SAMPLE_NOW,
    madePublicAt: SAMPLE_NOW + month,
  });
  metrics.read({ live: () => [opened], reviewing: () => 0, now: () => SAMPLE_NOW + month + 2000 });
  expect(await register.metrics()).toContain(
    'flipbook_generation_oldest_seconds{state="delivering"} 2\n',
  );
});
