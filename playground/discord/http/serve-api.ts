import type { IncomingMessage, ServerResponse } from "node:http";
import { setTimeout as sleep } from "node:timers/promises";
import { apiError, ApiError, invalidForm } from "../api-error.ts";
import { checkBody } from "../check-body.ts";
import type { Core } from "../core.ts";
import type { FaultDesk } from "../faults.ts";
import { rateLimitBody, type RateLimits } from "../rate-limits.ts";
import type { WireEntry, WireRecorder } from "../wire.ts";
import { actFault } from "./act-fault.ts";
import { type ApiCall, readCall } from "./api-call.ts";
import { parseBody, type RawBody, readBody, type RequestBody } from "./read-body.ts";
import type { ApiReply, Router } from "./router.ts";

export interface ApiContext {
  readonly core: Core;
  readonly router: Router;
  readonly wire: WireRecorder;
  readonly faults: FaultDesk;
  readonly rateLimits: RateLimits;
}

interface Outcome {
  readonly reply: ApiReply;
  readonly body: RequestBody;
  readonly schema: WireEntry["schema"];
}

const UNREAD: RequestBody = { json: undefined, files: [] };
const NO_SCHEMA = { name: "none", ok: true } as const;

/** One REST request, from its first byte to its line in the wire record. */
export async function serveApi(
  context: ApiContext,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const { core, faults, router } = context;
  const call = readCall(request, router, core.origin);
  const fault = faults.take({
    method: call.method,
    route: call.name,
    path: call.path,
    isUpload: call.contentType.startsWith("multipart/"),
  });
  const afterwards = await actFault(fault, request, response, core.closing);
  if (afterwards.kind === "cut") {
    record(context, call, { reply: { status: 0 }, body: UNREAD, schema: NO_SCHEMA }, true);
    response.destroy();
    return;
  }
  const raw = await readBody(request, core.limits.bodyBytes);
  const outcome =
    afterwards.kind === "reply"
      ? { reply: afterwards.reply, body: readQuietly(raw), schema: NO_SCHEMA }
      : await answer(context, call, raw);
  record(context, call, outcome, fault !== undefined);
  if (afterwards.kind === "go" && afterwards.lateMs > 0) {
    await sleep(afterwards.lateMs, undefined, { signal: core.closing });
  }
  if (afterwards.kind === "go" && afterwards.cutAfter) request.socket.destroy();
  else send(response, outcome.reply);
}

async function answer(context: ApiContext, call: ApiCall, raw: RawBody): Promise<Outcome> {
  const { core, wire, rateLimits } = context;
  let body = UNREAD;
  let schema: WireEntry["schema"] = NO_SCHEMA;
  let headers: Readonly<Record<string, string>> = {};
  try {
    if (!call.isVersion10) throw apiError("badApiVersion");
    if (!call.match) throw apiError("notFound");
    if (!call.match.route.open && call.authorization !== `Bot ${core.token}`) {
      throw apiError("unauthorized");
    }
    const rate = rateLimits.take(`${call.method} ${call.name}`, call.match.major);
    headers = rate.headers;
    if (rate.refusal) {
      const { retryAfterMs, global } = rate.refusal;
      return {
        reply: { status: 429, body: rateLimitBody(retryAfterMs, global), headers },
        body,
        schema,
      };
    }
    body = parseBody(raw);
    const verdict = checkBody(call.method, call.path, body.json);
    schema = { name: verdict.schema, ok: verdict.ok };
    if (!verdict.ok) throw invalidForm(verdict.errors);
    const reply = await call.match.route.handle(call.request(body));
    return { reply: { ...reply, headers: { ...headers, ...reply.headers } }, body, schema };
  } catch (error) {
    const { reply, violation } = refuse(error);
    if (violation) {
      wire.violate({
        at: core.clock.now(),
        method: call.method,
        path: call.path,
        ...violation,
        body: body.json,
      });
    }
    return { reply: { ...reply, headers: { ...headers, ...reply.headers } }, body, schema };
  }
}

// Bodies Discord would not take, and routes it does not have: faults of the bot, never of the day.
const VIOLATIONS: ReadonlySet<number> = new Set([0, 50006, 50035, 50109]);

function refuse(error: unknown): {
  reply: ApiReply;
  violation?: { message: string; errors: unknown };
} {
  if (!(error instanceof ApiError)) {
    // A fault of the local Discord itself; loud, because a test must not take it for Discord's.
    const text = error instanceof Error ? (error.stack ?? error.message) : String(error);
    process.stderr.write(`local Discord: ${text}\n`);
    return { reply: { status: 500, body: { message: "500: Internal Server Error", code: 0 } } };
  }
  const reply = { status: error.status, body: error.toBody(), headers: error.headers };
  const isViolation = VIOLATIONS.has(error.code) && error.status !== 401;
  if (!isViolation) return { reply };
  return { reply, violation: { message: error.message, errors: error.errors } };
}

/** For the record only: a fault answers whatever the body was. */
function readQuietly(raw: RawBody): RequestBody {
  try {
    return parseBody(raw);
  } catch (error) {
    if (error instanceof ApiError) return UNREAD;
    throw error;
  }
}

function record(
  { core, wire }: ApiContext,
  call: ApiCall,
  { reply, body, schema }: Outcome,
  isFaulty: boolean,
): void {
  const answered = reply.body as { code?: unknown } | undefined;
  const entry: WireEntry = {
    at: core.clock.now(),
    method: call.method,
    route: call.name,
    path: call.path,
    status: reply.status,
    code: reply.status >= 400 && typeof answered?.code === "number" ? answered.code : null,
    body: body.json,
    files: body.files.map(({ name, bytes, contentType }) => ({
      name,
      size: bytes.length,
      contentType,
    })),
    schema,
    isFaulty,
  };
  wire.record(entry);
  core.events.emit("request", entry);
}

function send(response: ServerResponse, reply: ApiReply): void {
  const isText = typeof reply.body === "string";
  const text = isText ? reply.body : reply.body === undefined ? "" : JSON.stringify(reply.body);
  response.writeHead(reply.status, {
    ...(text ? { "content-type": isText ? "text/html" : "application/json" } : {}),
    "content-length": Buffer.byteLength(text),
    ...reply.headers,
  });
  response.end(text);
}
