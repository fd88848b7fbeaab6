import { apiError, ApiError, invalidForm } from "../api-error.ts";
import { checkBody } from "../check-body.ts";
import type { Core } from "../core.ts";
import { rateLimitBody, type RateLimits } from "../rate-limits.ts";
import type { OpenEntry, WireRecorder } from "../wire.ts";
import type { ApiCall } from "./api-call.ts";
import type { ReadBody } from "./read-body.ts";
import type { ApiReply } from "./router.ts";

export interface AnswerContext {
  readonly core: Core;
  readonly wire: WireRecorder;
  readonly rateLimits: RateLimits;
}

/**
 * What Discord answers, in Discord's order: version, route, token, rate limit, size, form, and
 * only then the work itself.
 */
export async function answerCall(
  context: AnswerContext,
  call: ApiCall,
  body: ReadBody,
  entry: OpenEntry,
): Promise<ApiReply> {
  const { core, rateLimits } = context;
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
      return { status: 429, body: rateLimitBody(retryAfterMs, global), headers };
    }
    if (body.refusal) throw body.refusal;
    const verdict = checkBody(call.method, call.path, body.json);
    entry.schema = { name: verdict.schema, ok: verdict.ok };
    if (!verdict.ok) throw invalidForm(verdict.errors);
    const reply = await call.match.route.handle(call.request(body));
    return { ...reply, headers: { ...headers, ...reply.headers } };
  } catch (error) {
    if (!(error instanceof ApiError)) return breakdown(error);
    noteViolation(context, call, body, error);
    return {
      status: error.status,
      body: error.toBody(),
      headers: { ...headers, ...error.headers },
    };
  }
}

// Bodies Discord would not take, and routes it does not have: faults of the bot, never of the day.
const VIOLATIONS: ReadonlySet<number> = new Set([0, 50006, 50035, 50109]);

function noteViolation(
  { core, wire }: AnswerContext,
  { method, path }: ApiCall,
  { json }: ReadBody,
  { status, code, message, errors }: ApiError,
): void {
  if (!VIOLATIONS.has(code) || status === 401) return;
  wire.violate({ at: core.clock.now(), method, path, message, errors, body: json });
}

/** A fault of the local Discord itself; loud, because a test must not take it for Discord's. */
function breakdown(error: unknown): ApiReply {
  const text = error instanceof Error ? (error.stack ?? error.message) : String(error);
  process.stderr.write(`local Discord: ${text}\n`);
  return { status: 500, body: { message: "500: Internal Server Error", code: 0 } };
}
