import { type IncomingMessage, request as ask, type ServerResponse } from "node:http";
import { pipeline } from "node:stream/promises";
import type { Core } from "../../discord/core.ts";
import { PageRefusal } from "../page-refusal.ts";
import { SAFE_HEADERS } from "./send.ts";

const FILE = /^\/(?:ephemeral-)?attachments\/\d+\/\d+\/[^/]+$/;

const PASSED_ON = [
  "content-type",
  "content-length",
  "content-range",
  "accept-ranges",
  "cache-control",
] as const;

/**
 * A file of the local Discord's CDN, at an address that never ends, with byte ranges: a player that
 * jumps to the middle asks for the middle.
 *
 * @param path as the CDN has it, without a signature
 * @throws {PageRefusal} 404
 */
export async function sendMedia(
  core: Core,
  path: string,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  if (!FILE.test(path)) throw new PageRefusal(404, "There is no such file.");
  const file = await fetchFile(`${core.origin}${path}?${core.signer.sign(path)}`, request);
  const headers = PASSED_ON.map((name) => [name, file.headers[name]] as const);
  response.writeHead(file.statusCode ?? 502, {
    ...SAFE_HEADERS,
    ...Object.fromEntries(headers.filter(([, value]) => value !== undefined)),
  });
  await pipeline(file, response);
}

function fetchFile(url: string, { method, headers }: IncomingMessage): Promise<IncomingMessage> {
  const range = headers.range === undefined ? {} : { range: headers.range };
  return new Promise((resolve, reject) => {
    const asking = ask(url, { method: method ?? "GET", headers: range });
    asking.once("response", resolve);
    asking.once("error", (cause) =>
      reject(new PageRefusal(502, "The local Discord did not send that file.", { cause })),
    );
    asking.end();
  });
}
