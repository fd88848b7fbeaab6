import { once } from "node:events";
import { mkdtemp, readdir, rm } from "node:fs/promises";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import S3rver from "@20minutes/s3rver";
import { onTestFinished } from "vitest";

export const BUCKET = "videos";
/** The one account that the server knows. */
export const CREDENTIALS = { accessKeyId: "S3RVER", secretAccessKey: "S3RVER" } as const;

type Instead = (request: IncomingMessage, response: ServerResponse) => void;

export interface S3Server {
  readonly endpoint: string;
  /** What the bot is told of it. */
  readonly env: Record<string, string>;
  /** The objects that are there, by their keys. */
  objects(): Promise<string[]>;
  /** The method of each request, as it came; "PUT at an address" for whoever has only that. */
  readonly requests: string[];
  /** Lets every request wait, before it is looked at, until the returned function is called. */
  hold(): () => void;
  /** Answers every request in another way from now on; undefined: as it should. */
  answer(instead: Instead | undefined): void;
  /** Answers those that fit as UNAVAILABLE does. */
  refuse(fits: (request: IncomingMessage) => boolean): void;
}

/** A bucket that refuses everything for a while, as an overloaded service does. */
export const UNAVAILABLE: Instead = (request, response) => {
  request.resume();
  response.writeHead(503).end("<Error><Code>SlowDown</Code></Error>");
};

/** Takes what it is sent and never answers. */
export const SILENT: Instead = (request) => void request.resume();

/** A server that speaks S3 and checks signatures, with one bucket; closed when the test ends. */
export async function startS3(): Promise<S3Server> {
  const directory = await mkdtemp(path.join(tmpdir(), "flipbook-s3-"));
  const s3 = new S3rver({
    directory,
    silent: true,
    vhostBuckets: false,
    configureBuckets: [{ name: BUCKET }],
  });
  await s3.configureBuckets();
  const handle = s3.callback();
  const requests: string[] = [];
  let instead: Instead | undefined;
  let refuses: (request: IncomingMessage) => boolean = () => false;
  const server = createServer((request, response) => {
    const isByAddress = request.headers.authorization === undefined;
    requests.push(`${request.method}${isByAddress ? " at an address" : ""}`);
    if (refuses(request)) UNAVAILABLE(request, response);
    else if (instead === undefined) handle(request, response);
    else instead(request, response);
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
  onTestFinished(async () => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
    await rm(directory, { recursive: true, force: true });
  });
  const endpoint = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    endpoint,
    requests,
    env: {
      ARCHIVE_S3_ENDPOINT: endpoint,
      ARCHIVE_S3_REGION: "us-east-1",
      ARCHIVE_S3_BUCKET: BUCKET,
      ARCHIVE_S3_ACCESS_KEY_ID: CREDENTIALS.accessKeyId,
      ARCHIVE_S3_SECRET_ACCESS_KEY: CREDENTIALS.secretAccessKey,
    },
    async objects() {
      const suffix = "._S3rver_object";
      const names = await readdir(path.join(directory, BUCKET), { recursive: true });
      const objects = names.filter((name) => name.endsWith(suffix));
      return objects.map((name) => name.slice(0, -suffix.length)).toSorted();
    },
    refuse(fits) {
      refuses = fits;
    },
    hold() {
      const held: (() => void)[] = [];
      instead = (request, response) => void held.push(() => handle(request, response));
      return () => {
        instead = undefined;
        for (const go of held) go();
      };
    },
    answer(next) {
      instead = next;
    },
  };
}
