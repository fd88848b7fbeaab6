import type { Server } from "node:http";
import type { Gateway } from "../gateway/gateway.ts";
import { type ApiContext, serveApi } from "./serve-api.ts";
import { serveCdn } from "./serve-cdn.ts";

/** Puts REST, CDN and gateway behind one server. */
export function serveRequests(server: Server, gateway: Gateway, context: ApiContext): void {
  // Longer than any client keeps a socket: one closed by us at the moment of its next use would
  // look like a fault that nobody ordered.
  server.keepAliveTimeout = 120_000;
  server.on("request", (request, response) => {
    const isApi = request.url?.startsWith("/api/") ?? false;
    const serving = isApi
      ? serveApi(context, request, response)
      : serveCdn(context, request, response);
    serving.catch((error: unknown) => {
      // The client hung up in the middle, or we are closing: nobody is left to answer.
      response.destroy(error instanceof Error ? error : undefined);
    });
  });
  server.on("upgrade", (request, socket, head) => {
    if (request.url?.startsWith("/gateway")) gateway.upgrade(request, socket, head);
    else socket.destroy();
  });
}
