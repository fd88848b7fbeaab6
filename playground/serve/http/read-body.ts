import type { IncomingMessage } from "node:http";
import { z, ZodError } from "zod";
import { PageRefusal } from "../page-refusal.ts";

const JSON_BYTES = 256 * 1024;
/** A frame may have 20 MB; a little more, so that the bot can refuse what is too large. */
export const UPLOAD_BYTES = 32 * 1024 * 1024;

/** @throws {PageRefusal} 400, 413 or 415 */
export async function readJson<T>(request: IncomingMessage, schema: z.ZodType<T>): Promise<T> {
  if (!/^application\/json\b/i.test(request.headers["content-type"] ?? "")) {
    throw new PageRefusal(415, "The body has to be JSON.");
  }
  const text = (await readBytes(request, JSON_BYTES)).toString("utf8");
  try {
    return schema.parse(JSON.parse(text));
  } catch (cause) {
    const reason = cause instanceof ZodError ? z.prettifyError(cause) : "The body is no JSON.";
    throw new PageRefusal(400, reason, { cause });
  }
}

/** @throws {PageRefusal} 413 */
export async function readBytes(request: IncomingMessage, limitBytes: number): Promise<Buffer> {
  const tooLarge = (): PageRefusal =>
    new PageRefusal(413, `That is too large: the limit is ${limitBytes} bytes.`);
  if (Number(request.headers["content-length"] ?? 0) > limitBytes) throw tooLarge();
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > limitBytes) throw tooLarge();
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}
