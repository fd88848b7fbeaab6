import type { IncomingMessage, ServerResponse } from "node:http";

export interface HttpCall {
  request: IncomingMessage;
  response: ServerResponse;
  query: URLSearchParams;
  /** What the named groups of the route's path matched. */
  params: Readonly<Record<string, string>>;
}

export interface Route {
  /** For the log. */
  name: string;
  /** Of the whole path, without the query. */
  path: RegExp;
  methods: readonly string[];
  /** @throws {RefusedRequest} what the other side is to be told instead of an answer */
  handle(call: HttpCall): Promise<void> | void;
}

/** The route for a request's address, if there is one. An address is never trusted to be a URL. */
export function findRoute(
  routes: readonly Route[],
  address: string,
): { route: Route; query: URLSearchParams; params: Record<string, string> } | undefined {
  const queryAt = address.indexOf("?");
  const path = queryAt < 0 ? address : address.slice(0, queryAt);
  const query = new URLSearchParams(queryAt < 0 ? "" : address.slice(queryAt + 1));
  for (const route of routes) {
    const match = route.path.exec(path);
    if (match !== null) return { route, query, params: { ...match.groups } };
  }
  return undefined;
}
