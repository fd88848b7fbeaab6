import { randomUUID } from "node:crypto";
import type { Runware } from "../../../playground/runware/server.ts";

export interface Reply {
  status: number;
  data: Record<string, unknown>[];
  errors: Record<string, unknown>[];
}

/** What any Runware client does: one POST with a list of tasks. */
export async function post(runware: Runware, tasks: unknown, key = runware.apiKey): Promise<Reply> {
  const response = await fetch(runware.apiUrl, {
    method: "POST",
    headers: { "content-type": "application/json", authorization: `Bearer ${key}` },
    body: JSON.stringify(tasks),
  });
  const body = (await response.json()) as Partial<Reply>;
  return { status: response.status, data: body.data ?? [], errors: body.errors ?? [] };
}

/** Asks for the results of some tasks. */
export function poll(runware: Runware, ...taskUUIDs: string[]): Promise<Reply> {
  return post(
    runware,
    taskUUIDs.map((taskUUID) => ({ taskType: "getResponse", taskUUID })),
  );
}

/** A task the model page allows. Fields set to undefined are left out. */
export function videoTask(changes: Record<string, unknown> = {}): Record<string, unknown> & {
  taskUUID: string;
} {
  return {
    taskType: "videoInference",
    taskUUID: randomUUID(),
    model: "pixverse:1@7",
    positivePrompt: "a paper boat in a gutter",
    width: 640,
    height: 360,
    duration: 5,
    deliveryMethod: "async",
    includeCost: true,
    ...changes,
  };
}
