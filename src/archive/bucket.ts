import { createReadStream } from "node:fs";
import { AwsV4Signer } from "aws4fetch";
import { Agent, request, type Dispatcher } from "undici";
import { BucketError } from "./bucket-error.ts";

export interface BucketOptions {
  /** Without a slash at the end. The bucket is addressed in the path, which every S3 service takes. */
  endpoint: string;
  region: string;
  bucket: string;
  accessKeyId: string;
  secretAccessKey: string;
  /** Longest silence of the other side, in milliseconds. */
  stallMs?: number;
  /** The time that signatures carry. */
  now: () => number;
  /** Ends every request when the bot stops. */
  signal?: AbortSignal;
}

/** Objects in an S3-compatible bucket. Every method throws {BucketError} where it is not done. */
export interface Bucket {
  /** Writes an object from a file, read as it is sent; whatever was there is replaced. */
  put(key: string, file: { path: string; bytes: number; contentType: string }): Promise<void>;
  /** The bytes of an object; null where there is none. */
  size(key: string): Promise<number | null>;
  /** Removes an object; one that is not there counts as removed. */
  remove(key: string): Promise<void>;
  /**
   * An address that anybody may read or write the object at.
   * @param from milliseconds since 1970; the same moment gives the same address
   * @param forS seconds, 604,800 at most (Signature Version 4)
   */
  sign(method: "GET" | "PUT", key: string, from: number, forS: number): Promise<string>;
  close(): Promise<void>;
}

type Method = "GET" | "PUT" | "HEAD" | "DELETE";

/** S3's error documents are short; of anything longer the rest is dropped. */
const READ_BYTES = 4096;

export function createBucket(options: BucketOptions): Bucket {
  const { endpoint, region, bucket, now, signal, stallMs = 30_000 } = options;
  const { accessKeyId, secretAccessKey } = options;
  const agent = new Agent({ connect: { timeout: stallMs } });
  // Keys come from ids alone, which need no escaping.
  const addressOf = (key: string): string => `${endpoint}/${encodeURIComponent(bucket)}/${key}`;

  const signer = (method: Method, url: string, at: number, more: { signQuery?: boolean }) =>
    new AwsV4Signer({
      method,
      url,
      accessKeyId,
      secretAccessKey,
      region,
      service: "s3",
      // As the signature wants it: 20261122T223000Z.
      datetime: new Date(at).toISOString().replaceAll(/[:-]|\.\d{3}/g, ""),
      ...more,
    });

  async function ask(
    method: Method,
    key: string,
    more: { headers?: Record<string, string>; body?: NodeJS.ReadableStream } = {},
  ): Promise<Dispatcher.ResponseData> {
    try {
      const { url, headers } = await signer(method, addressOf(key), now(), {}).sign();
      return await request(url, {
        method,
        dispatcher: agent,
        headersTimeout: stallMs,
        bodyTimeout: stallMs,
        headers: { ...Object.fromEntries(headers), ...more.headers },
        body: (more.body as Dispatcher.DispatchOptions["body"]) ?? null,
        ...(signal && { signal }),
      });
    } catch (error) {
      throw new BucketError(`the bucket gave no answer to ${method}`, { cause: error });
    }
  }

  async function expect(method: Method, { statusCode: status, body }: Dispatcher.ResponseData) {
    const text = await readSome(body);
    if (status >= 200 && status < 300) return;
    const code = /<Code>(\w+)<\/Code>/.exec(text)?.[1];
    const said = `the bucket answered ${status}${code === undefined ? "" : ` ${code}`} to ${method}`;
    throw new BucketError(said, { status, code });
  }

  return {
    async put(key, { path, bytes, contentType }) {
      const body = createReadStream(path);
      try {
        const headers = { "content-length": String(bytes), "content-type": contentType };
        await expect("PUT", await ask("PUT", key, { headers, body }));
      } finally {
        body.destroy();
      }
    },
    async size(key) {
      const response = await ask("HEAD", key);
      const length = Number(response.headers["content-length"]);
      if (response.statusCode === 404) {
        await readSome(response.body);
        return null;
      }
      await expect("HEAD", response);
      return length;
    },
    async remove(key) {
      const response = await ask("DELETE", key);
      try {
        await expect("DELETE", response);
      } catch (error) {
        // Some services say so where others answer 204. A bucket that is missing is another matter.
        if (!(error instanceof BucketError && error.code === "NoSuchKey")) throw error;
      }
    },
    async sign(method, key, from, forS) {
      const url = `${addressOf(key)}?X-Amz-Expires=${forS}`;
      return (await signer(method, url, from, { signQuery: true }).sign()).url.href;
    },
    close: () => agent.destroy(),
  };
}

async function readSome(body: Dispatcher.ResponseData["body"]): Promise<string> {
  let text = "";
  try {
    for await (const chunk of body as AsyncIterable<Buffer>) {
      text += chunk.toString("utf8");
      if (text.length > READ_BYTES) break;
    }
  } catch (error) {
    throw new BucketError("the bucket broke off its answer", { cause: error });
  }
  return text;
}
