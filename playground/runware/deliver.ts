import { rowOf } from "./get-response.ts";
import type { RunwareSettings } from "./options.ts";
import { MIME_TYPES } from "./render/encoding.ts";
import type { ResultItem, RunwareTask } from "./tasks.ts";
import type { Webhooks } from "./webhooks.ts";

/** Sends a settled video where its task asked for: the file first, then the news of it. */
export async function deliver(
  webhooks: Webhooks,
  settings: RunwareSettings,
  task: RunwareTask,
  item: ResultItem,
): Promise<void> {
  const { uploadEndpoint, webhookUrl, format } = task.job;
  if (uploadEndpoint !== undefined && item.path !== undefined) {
    await webhooks.put(uploadEndpoint, task.taskUUID, item.path, MIME_TYPES[format]);
  }
  if (webhookUrl === undefined) return;
  const body = webhookBody(settings, task, item);
  const copies = Array.from({ length: settings.webhookCopies }, () =>
    webhooks.post(webhookUrl, task.taskUUID, body),
  );
  await Promise.all(copies);
}

function webhookBody(settings: RunwareSettings, task: RunwareTask, item: ResultItem): unknown {
  if (item.error) return { errors: [item.error] };
  // The examples of the flat body have no status.
  const { status: _status, ...row } = rowOf(task, item);
  return settings.webhookShape === "data" ? { data: [row] } : row;
}
