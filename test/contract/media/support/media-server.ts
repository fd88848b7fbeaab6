import { stat } from "node:fs/promises";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { vi } from "vitest";

export type Answer = (request: IncomingMessage, response: ServerResponse) => void;

export interface MediaServer {
  /** The address of a path on this server. */
  url(path: string): string;
  /** Answers of one path, one request each; the last one stays. */
  answer(path: string, ...answers: Answer[]): void;
  /** Every request so far, oldest first. */
  readonly requests: { path: string; range: string | undefined; ifRange: string | undefined }[];
  close(): Promise<void>;
}

/** A server of files on loopback whose answers are orders, good and bad ones. */
export async function startMediaServer(): Promise<MediaServer> {
  const answers = new Map<string, Answer[]>();
  const requests: MediaServer["requests"] = [];
  const server = createServer((request, response) => {
    const path = request.url ?? "";
    const { range, "if-range": ifRange } = request.headers;
    requests.push({ path, range, ifRange: ifRange as string | undefined });
    const queue = answers.get(path) ?? [];
    const answer = queue.length > 1 ? queue.shift() : queue[0];
    if (answer === undefined) status(404)(request, response);
    else answer(request, response);
  });
  await new Promise<void>((resolve) => {
    server.listen(0, "127.0.0.1", resolve);
  });
  const { port } = server.address() as AddressInfo;
  return {
    url: (path) => `http://127.0.0.1:${port}${path}`,
    answer: (path, ...list) => void answers.set(path, list),
    requests,
    close: () =>
      new Promise((resolve, reject) => {
        server.close((error) => (error ? reject(error) : resolve()));
        server.closeAllConnections();
      }),
  };
}

/** The whole file, or the piece that was asked for. */
export const file =
  (bytes: Uint8Array, headers: Record<string, string> = {}): Answer =>
  (request, response) => {
    const from = Number(/^bytes=(\d+)-$/.exec(request.headers.range ?? "")?.[1] ?? 0);
    const piece = bytes.subarray(from);
    response.writeHead(from > 0 ? 206 : 200, {
      "accept-ranges": "bytes",
      "content-length": piece.length,
      ...(from > 0 ? { "content-range": `bytes ${from}-${bytes.length - 1}/${bytes.length}` } : {}),
      ...headers,
    });
    response.end(piece);
  };

/**
 * Announces everything, sends some of it and hangs up once that has arrived in `part`: a client may
 * throw away what it has not read yet when a connection breaks.
 */
export const cutAfter =
  (bytes: Uint8Array, sent: number, part: string, headers: Record<string, string> = {}): Answer =>
  (request, response) => {
    stallAfter(bytes, sent, headers)(request, response);
    const arrived = vi.waitFor(
      async () => {
        if ((await stat(part)).size < sent) throw new Error("not all has arrived");
      },
      { timeout: 20_000, interval: 5 },
    );
    void arrived.finally(() => response.destroy());
  };

/** Announces everything, sends some of it and falls silent. */
export const stallAfter =
  (bytes: Uint8Array, sent: number, headers: Record<string, string> = {}): Answer =>
  (_, response) => {
    response.writeHead(200, {
      "accept-ranges": "bytes",
      "content-length": bytes.length,
      ...headers,
    });
    response.write(bytes.subarray(0, sent));
  };

export const status =
  (code: number, headers: Record<string, string> = {}, body = ""): Answer =>
  (_, response) => {
    response.writeHead(code, headers);
    response.end(body);
  };
