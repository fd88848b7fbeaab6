import { expect, test } from "vitest";
import type { Route } from "../../../src/http/route.ts";
import { startHttp } from "../../../src/http/server.ts";
import { deferred } from "./support/deferred.ts";
import { openRaw } from "./support/raw-client.ts";
import { createTools, serve } from "./support/serve.ts";

const hello: Route = {
  name: "hello",
  path: /^\/hello\/(?<name>\w+)$/,
  methods: ["GET", "HEAD"],
  handle({ response, query, params }) {
    response.end(`hello ${params["name"]} ${query.get("from")}`);
  },
};

test("a route gets what its path and its query say", async () => {
  const { origin } = await serve(createTools(), [hello]);
  const response = await fetch(`${origin}/hello/bot?from=test&more=%00`);
  expect([response.status, await response.text()]).toEqual([200, "hello bot test"]);
});

test("an unknown path is answered with 404 and a word", async () => {
  const { origin } = await serve(createTools(), [hello]);
  const response = await fetch(`${origin}/admin`);
  expect([response.status, await response.text()]).toEqual([404, "unknown path\n"]);
});

test("a fault is answered with 500, and its words stay in the log", async () => {
  const tools = createTools();
  const broken: Route = {
    ...hello,
    path: /^\/$/,
    handle: () => Promise.reject(new Error("a secret of ours")),
  };
  const { origin } = await serve(tools, [broken]);
  const response = await fetch(origin);
  expect([response.status, await response.text()]).toEqual([500, "fault\n"]);
  expect(tools.lines).toMatchObject([{ level: "error", error: { message: "a secret of ours" } }]);
});

test("a port that somebody else has is named in the error", async () => {
  const tools = createTools();
  const { port } = await serve(tools, [hello]);
  const second = startHttp({ host: "127.0.0.1", port, routes: [], ...tools });
  await expect(second).rejects.toThrow(
    `cannot listen on HTTP_HOST 127.0.0.1, HTTP_PORT ${port}: somebody else does already`,
  );
});

test("headers that are too long are refused with 431", async () => {
  const { port } = await serve(createTools(), [hello]);
  const client = await openRaw(port);
  client.send(`GET /hello/bot HTTP/1.1\r\nhost: bot\r\nx-long: ${"x".repeat(10_000)}\r\n\r\n`);
  expect(await client.untilClosed()).toMatch(/^HTTP\/1\.1 431 /);
});

test.each([
  ["sends nothing", ""],
  ["stops within the headers", "POST /hello/bot HTTP/1.1\r\nhost:"],
  [
    "stops within the body",
    "POST /hello/bot HTTP/1.1\r\nhost: bot\r\ncontent-length: 10\r\n\r\nhalf",
  ],
])("a connection that %s is closed", async (_what, text) => {
  const limits = { requestTimeoutMs: 50, checkEveryMs: 10 };
  const reading: Route = {
    ...hello,
    methods: ["POST"],
    async handle({ request }) {
      await request.toArray();
    },
  };
  const { port } = await serve(createTools(), [reading], limits);
  const client = await openRaw(port);
  client.send(text);
  expect(await client.untilClosed()).toMatch(/^$|^HTTP\/1\.1 408 /);
});

test("a connection over the limit is closed, the others stay", async () => {
  const { port } = await serve(createTools(), [hello], { maxConnections: 2 });
  const first = await openRaw(port);
  const second = await openRaw(port);
  const third = await openRaw(port);
  expect(await third.untilClosed()).toBe("");
  for (const client of [first, second]) {
    client.send("GET /hello/bot HTTP/1.1\r\nhost: bot\r\n\r\n");
    expect(await client.until(/hello/)).toMatch(/^HTTP\/1\.1 200 /);
  }
});

test("closing waits for an answer that is under way, and no longer", async () => {
  const gate = deferred();
  const entered = deferred();
  const slow: Route = {
    ...hello,
    async handle({ response }) {
      entered.resolve();
      await gate.promise;
      response.end("done");
    },
  };
  const { origin, close } = await serve(createTools(), [slow], {
    closeTimeoutMs: 60_000,
    idleTimeoutMs: 60_000,
  });
  const answer = fetch(`${origin}/hello/bot`).then((response) => response.text());
  await entered.promise;
  const closed = close();
  gate.resolve();
  expect(await answer).toBe("done");
  await closed;
});

test("closing does not wait for ever", async () => {
  const entered = deferred();
  const hanging: Route = { ...hello, handle: () => entered.resolve() };
  const { port, close } = await serve(createTools(), [hanging], { closeTimeoutMs: 10 });
  const client = await openRaw(port);
  client.send("GET /hello/bot HTTP/1.1\r\nhost: bot\r\n\r\n");
  await entered.promise;
  await close();
  expect(await client.untilClosed()).toBe("");
});
