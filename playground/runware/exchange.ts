import type { IncomingMessage, ServerResponse } from "node:http";
import { setTimeout as delay } from "node:timers/promises";
import { TaskRefused, refusal } from "./api-error.ts";
import type { Accounts, RunwareAccount } from "./accounts.ts";
import type { Faults, RequestFault } from "./faults.ts";
import type { Answer } from "./get-response.ts";
import { readTasks, sendJson } from "./http-exchange.ts";
import type { TaskBody } from "./job.ts";

export interface ExchangeOptions {
  accounts: Pick<Accounts, "find">;
  faults: Faults;
  api: (
    bodies: readonly TaskBody[],
    account: RunwareAccount,
  ) => Promise<Answer & { status: number }>;
  /** Called once for each request; status 0 when the connection was cut or left hanging. */
  done: (bodies: readonly TaskBody[], status: number, apiKey: unknown) => void;
  signal: AbortSignal;
}

/** Answers one `POST /v1`: key, tasks, and the fault that was ordered for it. */
export function createExchange(options: ExchangeOptions) {
  return async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    let bodies: TaskBody[] = [];
    const send = (status: number, body: unknown, headers?: Record<string, string>): void => {
      options.done(bodies, status, keyOf(request, bodies));
      sendJson(response, status, body, headers);
    };
    const cut = (): void => options.done(bodies, 0, keyOf(request, bodies));
    try {
      bodies = await readTasks(request);
    } catch (error) {
      if (!(error instanceof TaskRefused)) throw error;
      return send(error.status, { data: [], errors: error.errors });
    }

    const fault = options.faults.takeRequestFault(bodies, request);
    if (fault && answersAtOnce(fault, { response, send, done: cut })) {
      return;
    }
    const account = options.accounts.find(keyOf(request, bodies));
    if (!account) return send(401, { errors: [refusal(401)] });

    const { status, data, errors } = await options.api(bodies.filter(isNoKey), account);
    const body = errors.length > 0 ? { data, errors } : { data };
    if (!fault) return send(status, body);

    if ("delayMs" in fault) {
      await delay(fault.delayMs, undefined, { signal: options.signal });
      return send(status, body);
    }
    cut();
    const text = JSON.stringify(body);
    const half = text.slice(0, Math.ceil(text.length / 2));
    if ("hangUp" in fault) response.destroy();
    if ("halfJson" in fault) response.writeHead(status, { "content-type": JSON_TYPE }).end(half);
    if ("cutAnswer" in fault) {
      const headers = { "content-type": JSON_TYPE, "content-length": Buffer.byteLength(text) };
      response.writeHead(status, headers).write(half, () => response.destroy());
    }
  };
}

const JSON_TYPE = "application/json; charset=utf-8";

interface Ways {
  response: ServerResponse;
  send: (status: number, body: unknown, headers?: Record<string, string>) => void;
  done: () => void;
}

/** Faults that need no look at the tasks. */
function answersAtOnce(fault: RequestFault, { response, send, done }: Ways): boolean {
  if ("status" in fault) {
    send(fault.status, fault.body ?? { data: [], errors: [refusal(fault.status)] }, fault.headers);
    return true;
  }
  if ("refuse" in fault) {
    const { refuse, retryAfterS } = fault;
    const headers = retryAfterS === undefined ? undefined : { "retry-after": String(retryAfterS) };
    send(refuse, { data: [], errors: [refusal(refuse)] }, headers);
    return true;
  }
  if ("unaddressed" in fault) {
    send(200, { data: [], errors: [fault.unaddressed] });
    return true;
  }
  if ("html" in fault) {
    done();
    response.writeHead(fault.html, { "content-type": "text/html" });
    response.end(`<html><head><title>${fault.html}</title></head><body>Bad gateway</body></html>`);
    return true;
  }
  if ("hangUp" in fault && fault.hangUp === "before") {
    done();
    response.destroy();
    return true;
  }
  if ("hang" in fault && fault.hang === "before") {
    done();
    return true;
  }
  return false;
}

/** The key comes as a bearer token or as a task of its own in front of the others. */
function keyOf(request: IncomingMessage, bodies: readonly TaskBody[]): unknown {
  const bearer = /^Bearer (\S+)$/i.exec(request.headers.authorization ?? "")?.[1];
  return bearer ?? bodies.find((body) => !isNoKey(body))?.["apiKey"];
}

function isNoKey(body: TaskBody): boolean {
  return body["taskType"] !== "authentication";
}
