import type { IncomingMessage, ServerResponse } from "node:http";
import { ApiError, apiError } from "../api-error.ts";
import type { Core } from "../core.ts";
import type { WireRecorder } from "../wire.ts";
import { parseBody, readBytes, type RequestBody } from "./read-body.ts";
import type { ApiReply, ApiRequest, Match, Router } from "./router.ts";

export interface ApiContext {
  readonly core: Core;
  readonly router: Router;
  readonly wire: WireRecorder;
}

const API_ROOT = /^\/api(?:\/v(\d+))?(\/.*)$/;

/** One REST request, from its first byte to its line in the wire record. */
export async function serveApi(
  context: ApiContext,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const { core, wire } = context;
  const url = new URL(request.url ?? "/", core.origin);
  const [, version, path = "/"] = API_ROOT.exec(url.pathname) ?? [];
  const method = request.method ?? "GET";
  const match = context.router(method, path);
  let body: RequestBody = { json: undefined, files: [] };
  let reply: ApiReply;
  try {
    const bytes = await readBytes(request, core.limits.bodyBytes);
    if (version !== undefined && version !== "10") throw apiError("badApiVersion");
    if (!match) throw apiError("notFound");
    authorize(core, request, match);
    body = await parseBody(bytes, request.headers["content-type"] ?? "");
    reply = await match.route.handle(apiRequest(method, path, url, match, body));
  } catch (error) {
    reply = errorReply(error);
  }
  const refused = reply.body as { code?: unknown; message?: unknown; errors?: unknown } | undefined;
  wire.record({
    at: core.clock.now(),
    method,
    route: match?.name ?? path,
    path,
    status: reply.status,
    code: reply.status >= 400 && typeof refused?.code === "number" ? refused.code : null,
    body: body.json,
    files: body.files.map(({ name, bytes, contentType }) => ({
      name,
      size: bytes.length,
      contentType,
    })),
    schema: { name: "none", ok: true },
  });
  send(response, reply);
}

function authorize(core: Core, request: IncomingMessage, match: Match): void {
  if (match.route.open) return;
  if (request.headers.authorization !== `Bot ${core.token}`) throw apiError("unauthorized");
}

function apiRequest(
  method: string,
  path: string,
  url: URL,
  match: Match,
  body: RequestBody,
): ApiRequest {
  return {
    method,
    path,
    query: url.searchParams,
    param(name) {
      const value = match.params.get(name);
      if (value === undefined) throw new Error(`${match.name} has no parameter ${name}`);
      return value;
    },
    body: (body.json ?? {}) as Record<string, unknown>,
    files: body.files,
  };
}

export function errorReply(error: unknown): ApiReply {
  if (error instanceof ApiError) {
    return { status: error.status, body: error.toBody(), headers: error.headers };
  }
  // A fault of the local Discord itself; loud, because a test must not take it for Discord's.
  const text = error instanceof Error ? (error.stack ?? error.message) : String(error);
  process.stderr.write(`local Discord: ${text}\n`);
  return { status: 500, body: { message: "500: Internal Server Error", code: 0 } };
}

export function send(response: ServerResponse, reply: ApiReply): void {
  const text = reply.body === undefined ? "" : JSON.stringify(reply.body);
  response.writeHead(reply.status, {
    ...(text ? { "content-type": "application/json" } : {}),
    "content-length": Buffer.byteLength(text),
    ...reply.headers,
  });
  response.end(text);
}
