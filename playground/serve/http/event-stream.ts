import type { ServerResponse } from "node:http";
import type { Hub, Viewer } from "../hub.ts";
import { SAFE_HEADERS } from "./send.ts";

/** Something comes at least this often, so that a lost line is noticed on both sides. */
const HEARTBEAT_MS = 15_000;
/** A page that does not read, in a laptop that sleeps, is let go; it comes back by itself. */
const UNREAD_BYTES = 8 * 1024 * 1024;

/** Server-sent events until the page goes away. */
export function streamEvents(
  hub: Hub,
  { as, origin }: Pick<Viewer, "as" | "origin">,
  response: ServerResponse,
): void {
  response.writeHead(200, {
    ...SAFE_HEADERS,
    "content-type": "text/event-stream; charset=utf-8",
    "cache-control": "no-store",
  });
  const write = (text: string): void => {
    if (response.writableLength > UNREAD_BYTES) response.destroy();
    else response.write(text);
  };
  write("retry: 1000\n\n");
  const leave = hub.join({
    as,
    origin,
    hear: (event) => write(`data: ${JSON.stringify(event)}\n\n`),
  });
  const heart = setInterval(() => write(": still here\n\n"), HEARTBEAT_MS);
  response.once("close", () => {
    clearInterval(heart);
    leave();
  });
}
