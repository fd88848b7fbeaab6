import type { IncomingMessage } from "node:http";
import { RefusedRequest } from "./refusal.ts";

/** So much of a refused body is read and thrown away, so that the sender gets to see the refusal. */
const MAX_THROWN_AWAY_BYTES = 1024 * 1024;

/**
 * The JSON of a request. What is declared too long is refused before a byte of it is read, and what
 * turns out too long as soon as it does; never more than `maxBytes` is held.
 * @throws {RefusedRequest} 415 no JSON by its headers, 413 too long, 400 no JSON by its bytes
 */
export async function readJson(request: IncomingMessage, maxBytes: number): Promise<unknown> {
  const { "content-type": type = "", "content-encoding": encoding = "identity" } = request.headers;
  if (!/^application\/json\s*(;|$)/i.test(type)) throw new RefusedRequest(415, "not JSON");
  // Unpacking could make much out of little.
  if (encoding !== "identity") throw new RefusedRequest(415, "compressed");
  if (Number(request.headers["content-length"] ?? 0) > maxBytes) throw tooLong();

  const chunks: Buffer[] = [];
  let bytes = 0;
  // Without this option, leaving the loop would cut the connection before the refusal is sent.
  const body: AsyncIterable<Buffer> = request.iterator({ destroyOnReturn: false });
  for await (const chunk of body) {
    bytes += chunk.length;
    if (bytes > maxBytes) throw tooLong();
    chunks.push(chunk);
  }
  try {
    return JSON.parse(Buffer.concat(chunks).toString("utf8"));
  } catch (cause) {
    throw new RefusedRequest(400, "malformed JSON", { cause });
  }
}

/** Lets the sender of a refused request finish, within limits; a cut would hide the refusal from it. */
export function throwAwayRest(request: IncomingMessage): void {
  if (request.complete || request.destroyed) return;
  let bytes = 0;
  request.on("data", (chunk: Buffer) => {
    bytes += chunk.length;
    if (bytes > MAX_THROWN_AWAY_BYTES) request.destroy();
  });
}

const tooLong = (): RefusedRequest => new RefusedRequest(413, "too long");
