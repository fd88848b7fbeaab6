import type { IncomingMessage } from "node:http";
import type { Readable } from "node:stream";
import { Busboy } from "@fastify/busboy";
import type { RawBody, UploadedFile } from "./read-body.ts";

// The JSON part of a message is far smaller; beyond this it would be cut off.
const JSON_BYTES = 8 * 1024 * 1024;

/**
 * Takes `payload_json` and `files[n]` out of a form as it arrives: a large one parsed in one go
 * would hold up everything else, and other members' three seconds with it.
 */
export async function readMultipart(
  request: IncomingMessage,
  limitBytes: number,
): Promise<RawBody> {
  const contentType = request.headers["content-type"] ?? "";
  const parser = new Busboy({
    headers: { ...request.headers, "content-type": contentType },
    limits: { fieldSize: JSON_BYTES },
  });
  const files: UploadedFile[] = [];
  let text = "";
  let size = 0;

  parser.on("field", (name: string, value: string) => {
    if (name === "payload_json") text = value;
  });
  parser.on(
    "file",
    (field: string, stream: Readable, name: string, _encoding: string, type: string) => {
      const index = Number(/^files\[(\d+)\]$/.exec(field)?.[1] ?? files.length);
      const chunks: Buffer[] = [];
      stream.on("data", (chunk: Buffer) => {
        size += chunk.length;
        if (size <= limitBytes) chunks.push(chunk);
        else chunks.length = 0;
      });
      stream.on("end", () =>
        files.push({ index, name, contentType: type, bytes: Buffer.concat(chunks) }),
      );
    },
  );

  await new Promise<void>((resolve, reject) => {
    parser.once("finish", resolve);
    parser.once("error", reject);
    // A client that hangs up in the middle ends no form.
    request.once("close", () => {
      if (!request.complete) reject(new Error("the upload was broken off"));
    });
    request.pipe(parser);
  });
  const isTooLarge = size > limitBytes;
  return { text, files: isTooLarge ? [] : files, isTooLarge };
}
