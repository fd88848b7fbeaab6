import type { IncomingMessage } from "node:http";
import { apiError } from "../api-error.ts";

export interface UploadedFile {
  /** n of `files[n]`, which `attachments[].id` refers to. */
  readonly index: number;
  readonly name: string;
  readonly contentType: string;
  readonly bytes: Uint8Array;
}

export interface RequestBody {
  readonly json: unknown;
  readonly files: readonly UploadedFile[];
}

/**
 * Reads a body to its end. One over the limit is still read, but thrown away, because a client
 * that is writing does not see an answer that comes before it is done.
 *
 * @returns null for a body over the limit
 */
export async function readBytes(
  request: IncomingMessage,
  limitBytes: number,
): Promise<Buffer | null> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size <= limitBytes) chunks.push(chunk);
    else chunks.length = 0;
  }
  return size > limitBytes ? null : Buffer.concat(chunks);
}

/** @throws ApiError 50109 when it cannot be read */
export async function parseBody(bytes: Buffer, contentType: string): Promise<RequestBody> {
  if (bytes.length === 0) return { json: undefined, files: [] };
  if (contentType.startsWith("multipart/form-data")) return parseMultipart(bytes, contentType);
  return { json: parseJson(bytes.toString("utf8")), files: [] };
}

async function parseMultipart(bytes: Buffer, contentType: string): Promise<RequestBody> {
  const form = await new Response(new Uint8Array(bytes), {
    headers: { "content-type": contentType },
  }).formData();
  const payload = form.get("payload_json");
  const files: UploadedFile[] = [];
  const fields: Record<string, unknown> = {};
  for (const [field, value] of form) {
    if (typeof value === "string") {
      if (field !== "payload_json") fields[field] = value;
      continue;
    }
    const index = /^files\[(\d+)\]$/.exec(field)?.[1] ?? String(files.length);
    files.push({
      index: Number(index),
      name: value.name,
      contentType: value.type,
      bytes: new Uint8Array(await value.arrayBuffer()),
    });
  }
  const json = typeof payload === "string" ? parseJson(payload) : fields;
  return { json, files };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch (cause) {
    const refusal = apiError("badJson");
    refusal.cause = cause;
    throw refusal;
  }
}
