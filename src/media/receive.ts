import type { FileHandle } from "node:fs/promises";
import type { Dispatcher } from "undici";
import { RetryableError, TerminalError } from "../generation/errors.ts";
import { single } from "./open-response.ts";

/** How far a download has come. */
export interface Received {
  bytes: number;
  /** The whole file's length, where the server said it. */
  total: number | null;
  /** What names this very version of the file, where its server can go on from the middle. */
  validator: string | null;
}

/** The body ended before its end; what came so far is in the file. */
export class StreamCutError extends RetryableError {
  override readonly name = "StreamCutError";
  readonly received: Received;

  constructor(received: Received, cause: unknown) {
    super(`cut after ${received.bytes} of ${received.total ?? "?"} bytes`, { cause });
    this.received = received;
  }
}

/**
 * Writes an answer's body behind what an earlier, cut answer left, or in its place where the
 * server does not go on from there.
 * @throws {StreamCutError} it may be taken up again
 * @throws {TerminalError} code "tooLarge"
 */
export async function receive(
  response: Dispatcher.ResponseData,
  before: Received,
  file: FileHandle,
  maxBytes: number,
): Promise<Received> {
  const { statusCode, headers, body } = response;
  const goesOn = statusCode === 206 && isContinuation(single(headers["content-range"]), before);
  if (statusCode !== 200 && !goesOn) {
    // A 416, or a piece that was not asked for: the next attempt starts from nothing.
    await abandon(body);
    throw new StreamCutError(NOTHING, new Error(`unusable answer ${statusCode}`));
  }
  const state: Received = goesOn ? { ...before } : start(headers);
  await file.truncate(state.bytes);
  if ((state.total ?? 0) > maxBytes) {
    await abandon(body);
    throw tooLarge(maxBytes);
  }
  try {
    for await (const piece of body as AsyncIterable<Buffer>) {
      if (state.bytes + piece.length > maxBytes) throw tooLarge(maxBytes);
      await writeAll(file, piece, state.bytes);
      state.bytes += piece.length;
    }
  } catch (error) {
    if (error instanceof TerminalError || error instanceof WriteError) throw error;
    throw new StreamCutError(resumable(state), error);
  }
  if (state.total !== null && state.bytes !== state.total) {
    throw new StreamCutError(NOTHING, new Error("length differs from what was announced"));
  }
  return state;
}

const NOTHING: Received = { bytes: 0, total: null, validator: null };

function start(headers: Dispatcher.ResponseData["headers"]): Received {
  const length = single(headers["content-length"]);
  const etag = single(headers.etag);
  // A weak etag allows other bytes under the same name, which a range must never mix.
  const strongEtag = etag?.startsWith("W/") ? undefined : etag;
  const validator = strongEtag ?? single(headers["last-modified"]) ?? null;
  return {
    bytes: 0,
    total: length === undefined ? null : Number(length),
    validator: single(headers["accept-ranges"]) === "bytes" ? validator : null,
  };
}

const resumable = (state: Received): Received =>
  state.validator === null || state.total === null ? NOTHING : state;

function isContinuation(contentRange: string | undefined, before: Received): boolean {
  const match = /^bytes (\d+)-\d+\/(\d+)$/.exec(contentRange ?? "");
  return Number(match?.[1]) === before.bytes && Number(match?.[2]) === before.total;
}

/** The disk took no more: no cut, since asking again at once would only fill it again. */
class WriteError extends RetryableError {
  override readonly name = "WriteError";
}

async function writeAll(file: FileHandle, piece: Buffer, position: number): Promise<void> {
  try {
    for (let done = 0; done < piece.length;) {
      const { bytesWritten } = await file.write(piece, done, piece.length - done, position + done);
      done += bytesWritten;
    }
  } catch (error) {
    throw new WriteError("could not write what was received", { cause: error });
  }
}

/** Reads no further; a bare `destroy` would end in an error event that nobody hears. */
const abandon = (body: Dispatcher.ResponseData["body"]): Promise<void> => body.dump({ limit: 1 });

const tooLarge = (maxBytes: number): TerminalError =>
  new TerminalError("provider", `larger than ${maxBytes} bytes`, { code: "tooLarge" });
