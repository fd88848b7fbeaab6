import type { Exchange, RunwareClient } from "./client.ts";

/** How a request to Runware went: its tasks' type, what came of it, and how long that took. */
export type OnExchange = (taskType: string, outcome: string, durationMs: number) => void;

/** The client, and somebody who hears of each request that was really sent. */
export function watchClient(
  client: RunwareClient,
  onExchange: OnExchange | undefined,
): RunwareClient {
  if (onExchange === undefined) return client;
  return {
    async exchange(tasks, options) {
      const startedAt = performance.now();
      const exchange = await client.exchange(tasks, options);
      const taskType = tasks[0]?.taskType ?? "none";
      onExchange(taskType, outcomeOf(exchange), performance.now() - startedAt);
      return exchange;
    },
    close: () => client.close(),
  };
}

function outcomeOf(exchange: Exchange): string {
  if (exchange.kind === "silence") return "silence";
  const { status, envelope } = exchange;
  if (status === 429) return "throttled";
  if (status >= 500) return "fault";
  if (status >= 400) return "refused";
  return envelope === null ? "unreadable" : "ok";
}
