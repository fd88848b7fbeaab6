import { request, type Dispatcher } from "undici";
import { RetryableError, TerminalError } from "../generation/errors.ts";
import { type AddressRules, readAddress } from "./address.ts";

const MAX_REDIRECTS = 3;
const REDIRECTS = new Set([301, 302, 303, 307, 308]);
/** Refusals that time may cure: timeout, too early, too many requests. */
const PASSING = new Set([408, 425, 429]);
/** An error page is read this far so that the connection can be used again. */
const DRAINED_BYTES = 16 * 1024;

export interface ResponseRules extends AddressRules {
  /** Longest silence, before the headers and between two pieces of the body. */
  stallMs: number;
}

/**
 * Asks for an address and follows its redirects, each held to the same rules.
 * @returns an answer with status 200, 206 or 416
 * @throws {TerminalError} kind "provider": refused for good (code "http404" and the like)
 * @throws {RetryableError} no answer, 408, 425, 429 or 5xx
 */
export async function openResponse(
  address: string,
  headers: Record<string, string>,
  rules: ResponseRules,
  signal: AbortSignal,
): Promise<Dispatcher.ResponseData> {
  let url = readAddress(address, rules);
  for (let hop = 0; hop <= MAX_REDIRECTS; hop += 1) {
    const response = await ask(url, headers, rules.stallMs, signal);
    const { statusCode: status, body } = response;
    if (status === 200 || status === 206 || status === 416) return response;
    await body.dump({ limit: DRAINED_BYTES });
    const location = single(response.headers.location);
    if (!REDIRECTS.has(status) || location === undefined) {
      throw refusal(status, url.host, single(response.headers["retry-after"]));
    }
    url = readAddress(location, rules, url);
  }
  throw new TerminalError("provider", `more than ${MAX_REDIRECTS} redirects`, {
    code: "redirects",
  });
}

async function ask(
  url: URL,
  headers: Record<string, string>,
  stallMs: number,
  signal: AbortSignal,
): Promise<Dispatcher.ResponseData> {
  try {
    return await request(url, { headers, headersTimeout: stallMs, bodyTimeout: stallMs, signal });
  } catch (error) {
    throw new RetryableError(`no answer from ${url.host}`, { cause: error });
  }
}

function refusal(status: number, host: string, retryAfter: string | undefined): Error {
  const message = `${host} answered ${status}`;
  if (status < 500 && !PASSING.has(status)) {
    return new TerminalError("provider", message, { code: `http${status}` });
  }
  const seconds = Number(retryAfter);
  return new RetryableError(
    message,
    retryAfter !== undefined && Number.isFinite(seconds) ? { retryAfterMs: seconds * 1000 } : {},
  );
}

export const single = (header: string | string[] | undefined): string | undefined =>
  Array.isArray(header) ? header[0] : header;
