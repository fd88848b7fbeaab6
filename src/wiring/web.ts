import { isConnected } from "../discord/client.ts";
import { healthRoute } from "../http/health.ts";
import { runwareWebhook } from "../http/runware-webhook.ts";
import { startHttp } from "../http/server.ts";
import type { Base } from "./base.ts";
import type { Gateway } from "./gateway.ts";
import type { Storage } from "./storage.ts";

/** The bot's own web server, where HTTP_PORT is set. */
export async function openWeb(
  { config, clock, log, onClose }: Base,
  { secretKey, stores }: Storage,
  { client }: Gateway,
  /** Something happened to a task: ask after it. */
  onNews: (taskUUID: string) => void,
): Promise<void> {
  if (config.http === undefined) return;
  const checks = [
    { name: "gateway", isWell: () => isConnected(client) },
    {
      name: "store",
      isWell: () => stores.health.set("probe", { at: clock.now() }).then(() => true),
    },
  ];
  const routes = [
    healthRoute({ checks, clock, log }),
    ...(config.http.publicUrl === undefined
      ? []
      : [runwareWebhook({ secretKey, onNews, log, clock })]),
  ];
  const http = await startHttp({ ...config.http, routes, log, clock });
  onClose(() => http.close());
}
