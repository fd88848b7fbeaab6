import type { IncomingMessage } from "node:http";
import { apiError, type ApiError } from "../api-error.ts";
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

export interface ReadBody {
  readonly json: unknown;
  readonly files: readonly UploadedFile[];
  /** 40005 or 50109. */
  readonly refusal: ApiError | null;
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

export const UNREAD: ReadBody = { json: undefined, files: [], refusal: null };

/** Looks into the JSON part; what Discord would refuse is kept for when its turn comes. */
export function parseBody({ text, files, isTooLarge }: RawBody): ReadBody {
  if (isTooLarge) return { ...UNREAD, refusal: apiError("tooLarge") };
  if (text === "") return { json: undefined, files, refusal: null };
  try {
    return { json: JSON.parse(text) as unknown, files, refusal: null };
  } catch (cause) {
    const refusal = apiError("badJson");
    refusal.cause = cause;
    return { json: undefined, files, refusal };
  }
}
