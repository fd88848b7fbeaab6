import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { ClientRefusal } from "../../discord/actor/client-refusal.ts";
import type { PageBundle } from "../page-bundle.ts";
import { PageRefusal } from "../page-refusal.ts";
import { PlaygroundError } from "../playground-error.ts";
import { streamEvents } from "./event-stream.ts";
import { guardedOrigin } from "./guard.ts";
import { sendMedia } from "./media.ts";
import { createRoutes, type Playhouse, someone } from "./routes.ts";
import { sendFile, sendJson } from "./send.ts";

export interface PageServer {
  /** `http://127.0.0.1:8080` */
  readonly address: string;
  close(): Promise<void>;
}

/** @throws {PlaygroundError} where the port is taken */
export async function servePage(
  house: Playhouse,
  bundle: PageBundle,
  port: number,
): Promise<PageServer> {
  const routes = createRoutes(house);

  async function serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = new URL(request.url ?? "/", guardedOrigin(request));
    const isReading = request.method === "GET" || request.method === "HEAD";
    if (isReading && url.pathname === "/") return sendFile(response, 200, await bundle.page());
    if (isReading && url.pathname.startsWith("/assets/")) {
      const file = bundle.asset(url.pathname.slice("/assets/".length));
      if (file) return sendFile(response, 200, file);
    }
    if (isReading && url.pathname.startsWith("/media/")) {
      const path = url.pathname.slice("/media".length);
      return sendMedia(house.discord.core, path, request, response);
    }
    if (request.method === "GET" && url.pathname === "/api/events") {
      return streamEvents(
        house.hub,
        { as: someone(house.cast, url), origin: url.origin },
        response,
      );
    }
    const route = routes.get(`${request.method} ${url.pathname}`);
    if (!route) throw new PageRefusal(404, "There is nothing at that address.");
    sendJson(response, 200, await route({ url, request, response }));
  }

  const server = createServer((request, response) => {
    serve(request, response).catch((error: unknown) => refuse(response, error));
  });
  await listen(server, port);
  const { port: taken } = server.address() as AddressInfo;
  return {
    address: `http://127.0.0.1:${taken}`,
    async close() {
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      server.closeAllConnections();
      await closed;
    },
  };
}

function refuse(response: ServerResponse, error: unknown): void {
  // Half an answer cannot be taken back, and nobody may be left to read it.
  if (response.headersSent || response.destroyed) return void response.destroy();
  const reason = error instanceof Error ? error.message : String(error);
  if (error instanceof PageRefusal) return sendJson(response, error.status, { error: reason });
  if (error instanceof ClientRefusal) return sendJson(response, 422, { error: reason });
  sendJson(response, 500, { error: reason });
}

async function listen(server: ReturnType<typeof createServer>, port: number): Promise<void> {
  await new Promise<void>((resolve, reject) => {
    server.once("error", (cause: NodeJS.ErrnoException) => reject(sentence(cause, port)));
    server.listen(port, "127.0.0.1", resolve);
  });
}

function sentence(cause: NodeJS.ErrnoException, port: number): PlaygroundError {
  const reason =
    cause.code === "EADDRINUSE"
      ? `Port ${port} is taken by another program.`
      : `Port ${port} cannot be used: ${cause.message}.`;
  const way = `Choose another one: npm run playground -- --port ${port + 1}`;
  return new PlaygroundError(`${reason} ${way}`, { cause });
}
