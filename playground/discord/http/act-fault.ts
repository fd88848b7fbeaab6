import type { IncomingMessage, ServerResponse } from "node:http";
import { setTimeout as sleep } from "node:timers/promises";
import type { FaultAction } from "../faults.ts";
import { rateLimitBody, refusalHeaders } from "../rate-limits.ts";
import type { ApiReply } from "./router.ts";

/** What a fault leaves of a request. */
export type Afterwards =
  | { readonly kind: "go"; readonly cutAfter: boolean; readonly lateMs: number }
  | { readonly kind: "later"; readonly once: Promise<unknown> }
  | { readonly kind: "reply"; readonly reply: ApiReply }
  | { readonly kind: "cut" };

const UNTOUCHED = { kind: "go", cutAfter: false, lateMs: 0 } as const;

/** @param closing ends every wait when the local Discord closes */
export async function actFault(
  fault: FaultAction | undefined,
  request: IncomingMessage,
  response: ServerResponse,
  closing: AbortSignal,
): Promise<Afterwards> {
  if (!fault) return UNTOUCHED;
  if ("delayMs" in fault) {
    if (fault.when === "after") return { ...UNTOUCHED, lateMs: fault.delayMs };
    await sleep(fault.delayMs, undefined, { signal: closing });
    return UNTOUCHED;
  }
  if ("workOnce" in fault) return { kind: "later", once: fault.workOnce };
  if ("silence" in fault) {
    await untilGone(response, closing);
    return { kind: "cut" };
  }
  if ("hangUp" in fault) {
    if (fault.hangUp === "after") return { ...UNTOUCHED, cutAfter: true };
    if (fault.hangUp === "during") await readSome(request, fault.afterBytes ?? 1);
    request.socket.destroy();
    return { kind: "cut" };
  }
  if ("rateLimit" in fault) {
    const { retryAfterMs, global = false } = fault.rateLimit;
    const headers = refusalHeaders(retryAfterMs, global ? "global" : "user");
    return {
      kind: "reply",
      reply: { status: 429, body: rateLimitBody(retryAfterMs, global), headers },
    };
  }
  const { status, body, headers = {} } = fault;
  return {
    kind: "reply",
    reply: { status, body: body ?? { message: `${status}`, code: 0 }, headers },
  };
}

async function untilGone(response: ServerResponse, closing: AbortSignal): Promise<void> {
  await new Promise<void>((resolve) => {
    response.once("close", resolve);
    closing.addEventListener("abort", () => resolve(), { once: true });
  });
}

async function readSome(request: IncomingMessage, bytes: number): Promise<void> {
  let seen = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    seen += chunk.length;
    if (seen >= bytes) return;
  }
}
