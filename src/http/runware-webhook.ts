import type { Clock, Log } from "../generation/ports.ts";
import { createMinuteLog } from "./minute-log.ts";
import { createNewsMemory } from "./news-memory.ts";
import { readJson } from "./read-body.ts";
import { RefusedRequest } from "./refusal.ts";
import type { Route } from "./route.ts";
import { readNews } from "./webhook-news.ts";
import { isToken } from "./webhook-url.ts";

const MAX_BODY_BYTES = 256 * 1024;

/**
 * `POST /webhooks/runware/:taskUUID?token=…`: Runware says that something became of a task. Nothing
 * of it is believed beyond that: `onNews` makes the poller ask. Runware waits 5 s for the answer and
 * repeats what it got none to, so the answer comes first, and copies are answered like the original.
 */
export function runwareWebhook(options: {
  secretKey: string;
  onNews: (taskUUID: string) => void;
  log: Log;
  clock: Pick<Clock, "now">;
}): Route {
  const { secretKey, onNews } = options;
  const note = createMinuteLog(options.log, options.clock);
  const memory = createNewsMemory();

  return {
    name: "runware webhook",
    path: /^\/webhooks\/runware\/(?<taskUUID>[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})$/,
    methods: ["POST"],
    async handle({ request, response, query, params }) {
      const { taskUUID = "" } = params;
      // Before anything is read: strangers cost us an HMAC and no more.
      if (!isToken(query.get("token") ?? "", secretKey, taskUUID)) {
        throw new RefusedRequest(403, "wrong token");
      }
      const news = readNews(await readJson(request, MAX_BODY_BYTES));
      if (news === null) throw new RefusedRequest(400, "malformed news");
      if (news.some((entry) => entry.taskUUID !== null && entry.taskUUID !== taskUUID)) {
        throw new RefusedRequest(400, "news of another task");
      }
      response.writeHead(204).end();
      if (memory.isNew(taskUUID, news)) onNews(taskUUID);
      else note("info", "known news", { taskUUID }, "a webhook said what was known already");
    },
  };
}
