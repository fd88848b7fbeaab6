import { once } from "node:events";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

export interface RawRequest {
  headers: IncomingMessage["headers"];
  /** The parsed body: what a Runware server would have been asked. */
  tasks: Record<string, unknown>[];
}

export type RawAnswer = (request: RawRequest, response: ServerResponse) => void;

/** A server that answers with exactly the bytes a test wants, and remembers what it was sent. */
export async function startRawServer(answer: RawAnswer) {
  const requests: RawRequest[] = [];
  let current = answer;
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on("data", (chunk: Buffer) => chunks.push(chunk));
    request.on("end", () => {
      const tasks = JSON.parse(Buffer.concat(chunks).toString("utf8")) as RawRequest["tasks"];
      const seen = { headers: request.headers, tasks };
      requests.push(seen);
      server.emit("seen");
      current(seen, response);
    });
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;

  return {
    apiUrl: `http://127.0.0.1:${port}/v1`,
    requests,
    answerWith(next: RawAnswer): void {
      current = next;
    },
    /** Resolves once that many requests have arrived. */
    async received(count: number): Promise<void> {
      while (requests.length < count) await once(server, "seen");
    },
    async close(): Promise<void> {
      server.closeAllConnections();
      server.close();
      await once(server, "close");
    },
  };
}

export type RawServer = Awaited<ReturnType<typeof startRawServer>>;

export const json =
  (status: number, body: unknown, headers: Record<string, string> = {}): RawAnswer =>
  (_request, response) => {
    response.writeHead(status, { "content-type": "application/json", ...headers });
    response.end(JSON.stringify(body));
  };

export const text =
  (status: number, body: string, headers: Record<string, string> = {}): RawAnswer =>
  (_request, response) => {
    response.writeHead(status, { "content-type": "text/html", ...headers });
    response.end(body);
  };

/** Never answers. */
export const silence: RawAnswer = () => {};

export const hangUp: RawAnswer = (_request, response) => void response.destroy();
