import { Agent, type Dispatcher } from "undici";
import type { Clock, Log } from "../../generation/ports.ts";
import { readBody } from "./read-body.ts";
import { readRetryAfter } from "./retry-after.ts";
import { type Envelope, readEnvelope } from "./wire-answer.ts";
import type { WireTask } from "./wire-request.ts";

/** Runware, or something on the way to it, answered. */
export interface Answer {
  kind: "answer";
  status: number;
  /** Null where the body is not what Runware sends: a proxy's page, half a JSON, nothing. */
  envelope: Envelope | null;
  /** What `Retry-After` asks for, in milliseconds. */
  retryAfterMs: number | undefined;
}

/** No whole answer came. */
export interface Silence {
  kind: "silence";
  /** False where the request certainly never left: there was no connection. */
  sent: boolean;
  /** True where asking again at once is pointless: closed, or held back by the breaker. */
  isFinal: boolean;
  cause: Error;
  retryAfterMs: number | undefined;
}

export type Exchange = Answer | Silence;

export interface ExchangeOptions {
  /** For the whole exchange, from the first byte sent to the last one read. */
  timeoutMs: number;
  maxBytes?: number;
}

export interface RunwareClient {
  /** One request, never repeated here. Never throws: whatever happens is in the result. */
  exchange(tasks: readonly WireTask[], options: ExchangeOptions): Promise<Exchange>;
  /** Breaks off what is under way and closes every connection. */
  close(): Promise<void>;
}

/** A thousand finished tasks with four videos each are 2 MB. */
const MAX_ANSWER_BYTES = 8 * 1024 * 1024;
const CONNECT_TIMEOUT_MS = 10_000;

/** Talks to the Runware API over REST. The key goes to `apiUrl` only: redirects are not followed. */
export function createClient(options: {
  apiUrl: string;
  apiKey: string;
  clock: Clock;
  log: Log;
}): RunwareClient {
  const { apiUrl, apiKey, clock, log } = options;
  const url = new URL(apiUrl);
  let closed = false;
  const agent = new Agent({
    // As many connections as there are callers, who are few: a poll never waits behind uploads.
    connect: { timeout: CONNECT_TIMEOUT_MS },
    // The whole exchange has one limit of its own, on our clock.
    headersTimeout: 0,
    bodyTimeout: 0,
  });

  async function post(body: string, signal: AbortSignal, maxBytes: number): Promise<Answer> {
    const response: Dispatcher.ResponseData = await agent.request({
      origin: url.origin,
      path: url.pathname + url.search,
      method: "POST",
      headers: {
        authorization: `Bearer ${apiKey}`,
        "content-type": "application/json",
        accept: "application/json",
      },
      body,
      signal,
    });
    const text = await readBody(response.body, maxBytes);
    return {
      kind: "answer",
      status: response.statusCode,
      envelope: readEnvelope(text),
      retryAfterMs: readRetryAfter(response.headers["retry-after"], clock.now()),
    };
  }

  return {
    async exchange(tasks, { timeoutMs, maxBytes = MAX_ANSWER_BYTES }) {
      // One for each exchange: signals derived from a long-lived one pile up on it over months.
      const exchange = new AbortController();
      const stopTimer = clock.after(timeoutMs, () =>
        exchange.abort(new Error(`Runware did not answer within ${timeoutMs} ms`)),
      );
      const startedAt = clock.now();
      const facts = { tasks: tasks.length, taskType: tasks[0]?.taskType };
      try {
        const answer = await post(JSON.stringify(tasks), exchange.signal, maxBytes);
        const { status, envelope } = answer;
        log.debug(
          {
            ...facts,
            status,
            readable: envelope !== null,
            errors: envelope?.errors.length,
            ms: clock.now() - startedAt,
          },
          "runware answered",
        );
        return answer;
      } catch (error) {
        const cause = error instanceof Error ? error : new Error(String(error));
        const sent = !isUnsent(cause);
        log.debug(
          { ...facts, sent, reason: cause.message, ms: clock.now() - startedAt },
          "runware did not answer",
        );
        return { kind: "silence", sent, isFinal: closed, cause, retryAfterMs: undefined };
      } finally {
        stopTimer();
      }
    },
    async close() {
      closed = true;
      await agent.destroy(new Error("the Runware client is closed"));
    },
  };
}

/** Refused before a connection was there: by undici itself, by the network, or by the certificate. */
const UNSENT_CODE =
  /^(UND_ERR_INVALID_ARG|UND_ERR_DESTROYED|UND_ERR_CONNECT_TIMEOUT|CERT_|ERR_TLS_CERT_|UNABLE_TO_)|SELF_SIGNED/;

/**
 * Only failures of the connecting itself. The same code (EHOSTUNREACH, ETIMEDOUT) can end an
 * established connection too, after the request had left: then its system call is another.
 */
function isUnsent(error: Error): boolean {
  const { code, syscall } = error as NodeJS.ErrnoException;
  if (syscall === "connect" || syscall === "getaddrinfo") return true;
  if (error instanceof AggregateError) {
    return error.errors.length > 0 && error.errors.every(isUnsent);
  }
  return UNSENT_CODE.test(code ?? "");
}
