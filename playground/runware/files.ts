import { createReadStream } from "node:fs";
import { stat } from "node:fs/promises";
import type { IncomingMessage, ServerResponse } from "node:http";
import type { Clock } from "./clock.ts";
import type { Faults } from "./faults.ts";

interface ServedFile {
  path: string;
  mimeType: string;
  expiresAt: number;
}

const MAX_FILES = 50_000;

/** Serves the finished videos under `/video/…` until their links expire. */
export function createFiles(clock: Clock, faults: Faults) {
  const served = new Map<string, ServedFile>();

  return {
    add(urlPath: string, file: ServedFile): void {
      served.set(urlPath, file);
      const [oldest] = served.keys();
      if (served.size > MAX_FILES && oldest !== undefined) served.delete(oldest);
    },
    /** Lets a link expire now. */
    expire(urlPath: string): void {
      served.delete(urlPath);
    },
    async serve(urlPath: string, request: IncomingMessage, response: ServerResponse) {
      const file = served.get(urlPath);
      const fault = faults.takeFileFault(urlPath);
      if (fault && "hang" in fault) return;
      if (fault && "status" in fault) return end(response, fault.status);
      if (!file || file.expiresAt <= clock.now()) return end(response, 404);

      const { size } = await stat(file.path);
      const range = rangeOf(request.headers.range, size);
      if (range === "outside") {
        response.setHeader("content-range", `bytes */${size}`);
        return end(response, 416);
      }
      const { start, last } = range ?? { start: 0, last: size - 1 };
      response.statusCode = range ? 206 : 200;
      if (range) response.setHeader("content-range", `bytes ${start}-${last}/${size}`);
      response.setHeader("accept-ranges", "bytes");
      response.setHeader("content-type", file.mimeType);
      response.setHeader("content-length", last - start + 1);
      if (request.method === "HEAD" || size === 0) return void response.end();

      const cutAtByte = fault && "cutAtByte" in fault ? fault.cutAtByte : undefined;
      const until = cutAtByte === undefined ? last : Math.min(last, start + cutAtByte - 1);
      const stream = createReadStream(file.path, { start, end: until });
      stream.once("error", (error) => response.destroy(error));
      response.once("close", () => stream.destroy());
      stream.pipe(response, { end: cutAtByte === undefined });
      if (cutAtByte !== undefined) stream.once("end", () => response.destroy());
    },
  };
}

export type Files = ReturnType<typeof createFiles>;

function end(response: ServerResponse, status: number): void {
  response.statusCode = status;
  response.setHeader("content-type", "text/plain");
  response.end(status === 404 ? "Not found" : "");
}

/** The one byte range asked for; several ranges at once are answered with the whole file. */
function rangeOf(header: string | undefined, size: number) {
  const match = /^bytes=(\d*)-(\d*)$/.exec(header ?? "");
  const [, from = "", to = ""] = match ?? [];
  if (!match || (from === "" && to === "")) return undefined;
  const start = from === "" ? Math.max(size - Number(to), 0) : Number(from);
  const last = from === "" || to === "" ? size - 1 : Math.min(Number(to), size - 1);
  return start > last ? "outside" : { start, last };
}
