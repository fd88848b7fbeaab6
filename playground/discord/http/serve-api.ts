import type { IncomingMessage, ServerResponse } from "node:http";
import { setTimeout as sleep } from "node:timers/promises";
import type { FaultDesk } from "../faults.ts";
import type { OpenEntry } from "../wire.ts";
import { actFault } from "./act-fault.ts";
import { type AnswerContext, answerCall } from "./answer-call.ts";
import { type ApiCall, readCall } from "./api-call.ts";
import { parseBody, type ReadBody, readBody, UNREAD } from "./read-body.ts";
import type { ApiReply, Router } from "./router.ts";

export interface ApiContext extends AnswerContext {
  readonly router: Router;
  readonly faults: FaultDesk;
}

/** One REST request, from its first byte to its line in the wire record. */
export async function serveApi(
  context: ApiContext,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const { core, faults, router, wire } = context;
  const call = readCall(request, router, core.origin);
  const fault = faults.take({
    method: call.method,
    route: call.name,
    path: call.path,
    isUpload: call.contentType.startsWith("multipart/"),
  });
  const afterwards = await actFault(fault, request, response, core.closing);
  const isCut = afterwards.kind === "cut";
  const body = isCut ? UNREAD : parseBody(await readBody(request, core.limits.bodyBytes));
  const entry = openEntry(context, call, body, fault !== undefined);
  // In the record before the work is done: who sees the work can look up what brought it about.
  wire.record(entry);
  core.events.emit("received", entry);
  if (isCut) {
    response.destroy();
    core.events.emit("request", entry, undefined);
    return;
  }
  // Also where the one who asked has hung up meanwhile.
  if (afterwards.kind === "later") await Promise.race([afterwards.once, abortOf(core.closing)]);
  const reply =
    afterwards.kind === "reply" ? afterwards.reply : await answerCall(context, call, body, entry);
  wire.settle(entry, reply.status, codeIn(reply));
  core.events.emit("request", entry, reply.body);
  if (afterwards.kind === "later") return;
  if (afterwards.kind === "go" && afterwards.lateMs > 0) {
    await sleep(afterwards.lateMs, undefined, { signal: core.closing });
  }
  if (afterwards.kind === "go" && afterwards.cutAfter) request.socket.destroy();
  else send(response, reply);
}

/** Rejects when the local Discord closes. */
function abortOf(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => {
    signal.addEventListener("abort", () => reject(new Error("closing")), { once: true });
  });
}

function openEntry(
  { core }: ApiContext,
  call: ApiCall,
  { json, files }: ReadBody,
  isFaulty: boolean,
): OpenEntry {
  return {
    at: core.clock.now(),
    method: call.method,
    route: call.name,
    path: call.path,
    status: 0,
    code: null,
    body: json,
    files: files.map(({ name, bytes, contentType }) => ({ name, size: bytes.length, contentType })),
    schema: { name: "none", ok: true },
    isFaulty,
  };
}

function codeIn({ status, body }: ApiReply): number | null {
  const code = status >= 400 && (body as { code?: unknown } | undefined)?.code;
  return typeof code === "number" ? code : null;
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
