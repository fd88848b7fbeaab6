import type { IncomingMessage } from "node:http";
import type { ReadBody } from "./read-body.ts";
import type { ApiRequest, Match, Router } from "./router.ts";

/** What the head of a request says. */
export interface ApiCall {
  readonly method: string;
  readonly path: string;
  /** The route with its ids taken out; the path itself where there is no such route. */
  readonly name: string;
  readonly match: Match | undefined;
  readonly isVersion10: boolean;
  readonly authorization: string | undefined;
  readonly contentType: string;
  request(body: ReadBody): ApiRequest;
}

const API_ROOT = /^\/api(?:\/v(\d+))?(\/.*)$/;

export function readCall(request: IncomingMessage, router: Router, origin: string): ApiCall {
  const url = new URL(request.url ?? "/", origin);
  const [, version = "10", encoded = "/"] = API_ROOT.exec(url.pathname) ?? [];
  // discord.js writes `@original` as `%40original`; whoever looks for it should not have to know.
  const path = encoded.split("/").map(decodeURIComponent).join("/");
  const method = request.method ?? "GET";
  const match = router(method, path);
  return {
    method,
    path,
    name: match?.name ?? path,
    match,
    isVersion10: version === "10",
    authorization: request.headers.authorization,
    contentType: request.headers["content-type"] ?? "",
    request: (body) => ({
      method,
      path,
      query: url.searchParams,
      param(name) {
        const value = match?.params.get(name);
        if (value === undefined) throw new Error(`${path} has no parameter ${name}`);
        return value;
      },
      body: (body.json ?? {}) as Record<string, unknown>,
      files: body.files,
    }),
  };
}
