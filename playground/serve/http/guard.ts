import type { IncomingMessage } from "node:http";
import { PageRefusal } from "../page-refusal.ts";

const OWN_NAMES: ReadonlySet<string> = new Set(["127.0.0.1", "localhost"]);

/**
 * The origin by which the page is called, `http://127.0.0.1:8080`, of a request that may be
 * answered. A page elsewhere can send requests here as well: one whose name was made to point at
 * this machine gives itself away by `Host`, any other one that wants to act by `Origin`.
 *
 * @throws {PageRefusal} 421 for another name, 403 for the request of another page
 */
export function guardedOrigin(request: IncomingMessage): string {
  const { host = "", origin } = request.headers;
  const own = URL.canParse(`http://${host}`) ? new URL(`http://${host}`) : undefined;
  if (
    !own ||
    !OWN_NAMES.has(own.hostname) ||
    (own.port || "80") !== String(request.socket.localPort)
  ) {
    throw new PageRefusal(421, "The playground answers as 127.0.0.1 and as localhost alone.");
  }
  const isReading = request.method === "GET" || request.method === "HEAD";
  const isForeign = origin === undefined ? !isReading : origin !== own.origin;
  if (isForeign) {
    throw new PageRefusal(403, "Only the playground's own page may do that.");
  }
  return own.origin;
}
