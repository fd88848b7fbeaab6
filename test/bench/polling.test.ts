import { expect, onTestFinished, test } from "vitest";
import { startRunware } from "../../playground/runware/server.ts";
import { createPolicy } from "../../bench/polling/policies.ts";
import { createTraffic } from "../../bench/polling/traffic.ts";

test.each(["growing", "fixed", "flipbook"] as const)(
  "by the policy “%s” tasks that are ready are found, and replaced by others",
  async (name) => {
    const renders = new Map<string, number>();
    const runware = await startRunware({
      render: "tiny",
      renderMs: ({ taskUUID }) => renders.get(taskUUID) ?? 0,
    });
    onTestFinished(() => runware.close());
    const over = new AbortController();
    onTestFinished(() => over.abort());
    const watch = createPolicy(name, runware, over.signal);
    const traffic = createTraffic(runware, renders, {
      medianMs: 100,
      tell: (orders) => {
        for (const order of orders) watch(order);
      },
    });
    onTestFinished(() => traffic.end());
    traffic.count();
    await traffic.begin(3);
    await expect.poll(() => traffic.delaysMs.length, { timeout: 20_000 }).toBeGreaterThan(3);
    expect(traffic.requests).toBeGreaterThan(0);
    expect(runware.tasks.length).toBeGreaterThan(5);
  },
);
