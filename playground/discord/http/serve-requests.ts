import type { Server } from "node:http";
import type { Gateway } from "../gateway/gateway.ts";
import { type ApiContext, serveApi } from "./serve-api.ts";
import { serveCdn } from "./serve-cdn.ts";

/** Puts REST, CDN and gateway behind one server. */
export function serveRequests(server: Server, gateway: Gateway, context: ApiContext): void {
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
