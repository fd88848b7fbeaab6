import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import type { Clock, Log } from "../generation/ports.ts";
import { createMinuteLog, type MinuteLog } from "./minute-log.ts";
import { throwAwayRest } from "./read-body.ts";
import { RefusedRequest } from "./refusal.ts";
import { findRoute, type Route } from "./route.ts";

export interface HttpLimits {
  /** Until the whole request is there, headers included. */
  requestTimeoutMs: number;
  /** How often that is looked at. */
  checkEveryMs: number;
  /** How long a connection may stay without a request. */
  idleTimeoutMs: number;
  maxHeaderBytes: number;
  maxConnections: number;
  /** What is being answered at the end may take so much longer. */
  closeTimeoutMs: number;
}

/** Runware sends a few hundred bytes and waits 5 s; nobody else has business here. */
const LIMITS: HttpLimits = {
  requestTimeoutMs: 10_000,
  checkEveryMs: 2_000,
  idleTimeoutMs: 5_000,
  maxHeaderBytes: 8 * 1024,
  maxConnections: 200,
  closeTimeoutMs: 1_000,
};

export interface HttpServer {
  port: number;
  /** Takes nothing new and resolves when every connection is closed, after 1 s by force. */
  close(): Promise<void>;
}

/**
 * The bot's own small web server. Whatever arrives, it answers with a status and a short word; why is
 * in the log.
 * @throws {Error} with a sentence for the operator where it cannot listen
 */
export async function startHttp(options: {
  host: string;
  /** 0 for any free one. */
  port: number;
  /** The variables that hold host and port, for the sentence where it cannot listen. */
  names?: { host: string; port: string };
  routes: readonly Route[];
  log: Log;
  clock: Pick<Clock, "now">;
  limits?: Partial<HttpLimits>;
}): Promise<HttpServer> {
  const { host, port, routes, log } = options;
  const { names = { host: "HTTP_HOST", port: "HTTP_PORT" } } = options;
  const limits = { ...LIMITS, ...options.limits };
  const note = createMinuteLog(log, options.clock);
  const answering = new Set<ServerResponse>();
  const server = createServer(
    {
      requestTimeout: limits.requestTimeoutMs,
      connectionsCheckingInterval: limits.checkEveryMs,
      keepAliveTimeout: limits.idleTimeoutMs,
      maxHeaderSize: limits.maxHeaderBytes,
    },
    (request, response) => {
      answering.add(response);
      response.on("close", () => answering.delete(response));
      serve(routes, request, response).catch((error: unknown) =>
        refuse(error, request, response, note),
      );
    },
  );
  server.maxConnections = limits.maxConnections;

  await new Promise<void>((resolve, reject) => {
    server.once("error", (cause: NodeJS.ErrnoException) => {
      const why = cause.code === "EADDRINUSE" ? "somebody else does already" : cause.message;
      const where = `${names.host} ${host}, ${names.port} ${port}`;
      reject(new Error(`cannot listen on ${where}: ${why}`, { cause }));
    });
    server.listen(port, host, resolve);
  });
  server.on("error", (error) => log.error({ error }, "the web server reported an error"));

  return {
    port: (server.address() as AddressInfo).port,
    close: () =>
      new Promise((resolve, reject) => {
        // Else the other side would keep the connection of the last answer for its next request.
        for (const response of answering) response.shouldKeepAlive = false;
        const force = setTimeout(() => server.closeAllConnections(), limits.closeTimeoutMs);
        server.close((error) => {
          clearTimeout(force);
          if (error === undefined) resolve();
          else reject(error);
        });
      }),
  };
}

async function serve(
  routes: readonly Route[],
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  response.setHeader("cache-control", "no-store");
  const found = findRoute(routes, request.url ?? "/");
  if (found === undefined) throw new RefusedRequest(404, "unknown path");
  const { route, query, params } = found;
  if (!route.methods.includes(request.method ?? "")) {
    const headers = { allow: route.methods.join(", ") };
    throw new RefusedRequest(405, "wrong method", { headers });
  }
  await route.handle({ request, response, query, params });
}

/** Strangers learn a word, the log once a minute what it was about: never an address or a body. */
function refuse(
  error: unknown,
  request: IncomingMessage,
  response: ServerResponse,
  note: MinuteLog,
): void {
  // Whoever went away in the middle waits for no answer.
  if (request.destroyed && !request.complete) return;
  const refused = error instanceof RefusedRequest ? error : undefined;
  if (refused === undefined) {
    note("error", "fault", { error }, "answering a request failed");
  } else {
    note("warn", refused.kind, { status: refused.status }, "a request was refused");
  }
  if (response.headersSent) {
    response.destroy();
    return;
  }
  response.writeHead(refused?.status ?? 500, {
    "content-type": "text/plain; charset=utf-8",
    ...refused?.headers,
  });
  response.end(`${refused?.kind ?? "fault"}\n`);
  throwAwayRest(request);
}
