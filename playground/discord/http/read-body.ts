import type { IncomingMessage } from "node:http";
import { apiError } from "../api-error.ts";
import { readMultipart } from "./read-multipart.ts";

export interface UploadedFile {
  /** n of `files[n]`, which `attachments[].id` refers to. */
  readonly index: number;
  readonly name: string;
  readonly contentType: string;
  readonly bytes: Uint8Array;
}

/** A body as it came over the wire, its JSON part not yet looked into. */
export interface RawBody {
  readonly text: string;
  readonly files: readonly UploadedFile[];
  /** Over the limit: it was read to its end and thrown away. */
  readonly isTooLarge: boolean;
}

export interface RequestBody {
  readonly json: unknown;
  readonly files: readonly UploadedFile[];
}

/**
 * Reads a body to its end. One over the limit too, because a client that is writing does not see
 * an answer that comes before it is done.
 */
export async function readBody(request: IncomingMessage, limitBytes: number): Promise<RawBody> {
  if (request.headers["content-type"]?.startsWith("multipart/form-data")) {
    return readMultipart(request, limitBytes);
  }
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size <= limitBytes) chunks.push(chunk);
    else chunks.length = 0;
  }
  return { text: Buffer.concat(chunks).toString("utf8"), files: [], isTooLarge: size > limitBytes };
}

/** @throws ApiError 40005, 50109 */
export function parseBody({ text, files, isTooLarge }: RawBody): RequestBody {
  if (isTooLarge) throw apiError("tooLarge");
  if (text === "") return { json: undefined, files };
  try {
    return { json: JSON.parse(text) as unknown, files };
  } catch (cause) {
    const refusal = apiError("badJson");
    refusal.cause = cause;
    throw refusal;
  }
}
