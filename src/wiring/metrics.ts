import { Status } from "discord.js";
import { metricsRoute } from "../http/metrics.ts";
import { startHttp } from "../http/server.ts";
import { freeBytes } from "../media/disk.ts";
import type { Base } from "./base.ts";
import type { Making, MakingParts } from "./making.ts";

/** What the operator reads about the bot, at a port of its own, where METRICS_PORT is set. */
export async function openMetrics(
  { config, clock, log, metrics, onClose }: Base,
  { gateway, lanes, rules }: MakingParts,
  { runner, waiting }: Making,
  router: { readonly forbidden: number },
): Promise<void> {
  if (config.metrics === undefined || metrics === undefined) return;
  const { client } = gateway;
  const { dayMicroUsd, monthMicroUsd } = config.budget;
  metrics.read({
    live: () => runner.live(),
    reviewing: () => waiting.ids().size,
    now: () => clock.now(),
    sums: () => rules.ledger.sums.operator(clock.now()),
    budget: { day: dayMicroUsd, month: monthMicroUsd },
    balance: () => rules.keys.operatorBalance(),
    shards: () =>
      client.ws.shards.map(({ id, status, ping }) => ({
        id,
        isReady: status === Status.Ready,
        pingMs: ping,
      })),
    guilds: () => client.guilds.cache.size,
    forbidden: () => router.forbidden,
    isProviderPaused: () => (lanes.of(null).provider.busyUntil() ?? 0) > clock.now(),
    freeBytes: () => freeBytes(config.dataDir),
  });
  const http = await startHttp({
    ...config.metrics,
    names: { host: "METRICS_HOST", port: "METRICS_PORT" },
    routes: [metricsRoute(() => metrics.render())],
    log,
    clock,
  });
  onClose(() => http.close());
}
