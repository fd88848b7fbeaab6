import { createServer } from "node:http";
import type { IncomingMessage, ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { refusal } from "./api-error.ts";
import { sendJson } from "./http-exchange.ts";

type Handler = (request: IncomingMessage, response: ServerResponse) => Promise<void>;

/** Serves on 127.0.0.1; `close` cuts every connection that is still open. */
export async function listen(port: number, handler: Handler) {
  const server = createServer((request, response) => {
    handler(request, response).catch((error: unknown) => {
      // A client that went away in the middle is no fault of the server's.
      if (response.destroyed || request.destroyed) return;
      if (response.headersSent) response.destroy();
      else
        sendJson(response, 500, { errors: [{ ...refusal(500), responseContent: String(error) }] });
    });
  });
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, "127.0.0.1", resolve);
  });
  const { port: actualPort } = server.address() as AddressInfo;
  return {
    origin: `http://127.0.0.1:${actualPort}`,
    close(): Promise<void> {
      return new Promise((resolve, reject) => {
        server.close((error) => (error ? reject(error) : resolve()));
        server.closeAllConnections();
      });
    },
  };
}
