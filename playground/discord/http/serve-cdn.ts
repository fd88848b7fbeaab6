import type { IncomingMessage, ServerResponse } from "node:http";
import { actFault } from "./act-fault.ts";
import type { ApiContext } from "./serve-api.ts";

const GONE = "This content is no longer available.";

/** Discord's CDN and its media proxy: signed addresses, byte ranges. */
export async function serveCdn(
  { core, faults }: ApiContext,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const url = new URL(request.url ?? "/", core.origin);
  const path = url.pathname.replace(/^\/media(?=\/)/, "");
  const fault = faults.take({
    method: request.method ?? "GET",
    route: path,
    path,
    isUpload: false,
  });
  const afterwards = await actFault(fault, request, response, core.closing);
  if (afterwards.kind === "cut") {
    response.destroy();
    return;
  }
  if (afterwards.kind === "reply") {
    response.writeHead(afterwards.reply.status, { ...afterwards.reply.headers }).end();
    return;
  }
  const file = core.files.get(path);
  if (!file || !core.signer.verify(path, url.searchParams)) {
    response.writeHead(404, { "content-type": "text/plain" }).end(GONE);
    return;
  }
  const size = file.bytes.length;
  const range = rangeOf(request.headers.range, size);
  const headers = {
    "content-type": file.contentType,
    "accept-ranges": "bytes",
    "cache-control": "public, max-age=31536000",
  };
  if (range === "unsatisfiable") {
    response.writeHead(416, { "content-range": `bytes */${size}` }).end();
    return;
  }
  const [from, to] = range ?? [0, size - 1];
  response.writeHead(range ? 206 : 200, {
    ...headers,
    "content-length": to - from + 1,
    ...(range ? { "content-range": `bytes ${from}-${to}/${size}` } : {}),
  });
  response.end(request.method === "HEAD" ? undefined : file.bytes.subarray(from, to + 1));
}

/** The first range only, as Discord's CDN answers it. */
function rangeOf(
  header: string | undefined,
  size: number,
): [number, number] | "unsatisfiable" | undefined {
  const [, first, last] = /^bytes=(\d*)-(\d*)/.exec(header ?? "") ?? [];
  if (first === undefined || last === undefined || (first === "" && last === "")) return undefined;
  const from = first === "" ? Math.max(0, size - Number(last)) : Number(first);
  const to = first === "" || last === "" ? size - 1 : Math.min(Number(last), size - 1);
  return from > to || from >= size ? "unsatisfiable" : [from, to];
}
