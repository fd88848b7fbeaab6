import type { IncomingMessage, ServerResponse } from "node:http";
import { TaskRefused, refusal } from "./api-error.ts";

// Two frame images of 20 MB as data URIs, and some room.
const MAX_BODY_BYTES = 64 * 1024 * 1024;

/**
 * Reads a request's body as a list of objects.
 *
 * @throws {TaskRefused} when it is too large or no JSON array of tasks.
 */
export async function readTasks(request: IncomingMessage): Promise<Record<string, unknown>[]> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    bytes += chunk.length;
    if (bytes > MAX_BODY_BYTES) {
      throw new TaskRefused(
        [{ code: "payloadTooLarge", message: "The request is too large." }],
        413,
      );
    }
    chunks.push(chunk);
  }
  let body: unknown;
  try {
    body = JSON.parse(Buffer.concat(chunks).toString("utf8"));
  } catch (cause) {
    const error = { code: "invalidJson", message: "The request's body is no JSON." };
    throw new TaskRefused([error], 400, { cause });
  }
  if (!Array.isArray(body) || body.length === 0 || !body.every(isTask)) {
    const message = "The body is a non-empty JSON array of tasks.";
    throw new TaskRefused([{ ...refusal(400), message }], 400);
  }
  return body;
}

function isTask(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

export function sendJson(
  response: ServerResponse,
  status: number,
  body: unknown,
  headers: Record<string, string> = {},
): void {
  const text = JSON.stringify(body);
  response.writeHead(status, {
    "content-type": "application/json; charset=utf-8",
    "content-length": String(Buffer.byteLength(text)),
    ...headers,
  });
  response.end(text);
}
