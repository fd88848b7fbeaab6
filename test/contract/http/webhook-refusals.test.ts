import { gzipSync } from "node:zlib";
import { expect, test } from "vitest";
import { webhookUrl } from "../../../src/http/webhook-url.ts";
import { openRaw } from "./support/raw-client.ts";
import { OTHER_TASK, row, SECRET_KEY, setWebhookBench, TASK } from "./support/webhook-bench.ts";

const MAX_BYTES = 256 * 1024;

type Bench = Awaited<ReturnType<typeof setWebhookBench>>;

/** A good body of exactly so many bytes. */
function bodyOf(bytes: number): string {
  const text = JSON.stringify({ ...row(), padding: "" });
  return text.replace(/""\}$/, `"${"x".repeat(bytes - text.length)}"}`);
}

/** Nothing came of what was refused, and the receiver goes on: good news still is. */
async function expectNoEffect(bench: Bench): Promise<void> {
  expect(bench.news).toEqual([]);
  expect((await bench.post(row())).status).toBe(204);
  expect(bench.news).toEqual([TASK]);
}

test.each([
  ["no token", (url: string) => url.replace(/\?.*/, "")],
  ["an empty token", (url: string) => url.replace(/=.*/, "=")],
  ["a token cut short", (url: string) => url.slice(0, -1)],
  ["a longer token", (url: string) => `${url}A`],
  ["a token of other bytes", (url: string) => url.replace(/token=..../, "token=AAAA")],
  ["a token that is no ASCII", (url: string) => url.replace(/token=./, "token=%F0%9F%8E%AC")],
  ["the token of another task", (url: string) => url.replace(TASK, OTHER_TASK)],
])("%s is refused with 403", async (_what, forge) => {
  const bench = await setWebhookBench();
  expect(await bench.post(row(), forge(bench.address()))).toMatchObject({ status: 403 });
  await expectNoEffect(bench);
});

test("a token made with another key is refused with 403", async () => {
  const bench = await setWebhookBench();
  const url = webhookUrl(bench.origin, `${SECRET_KEY}!`, TASK);
  expect(await bench.post(row(), url)).toMatchObject({ status: 403 });
  await expectNoEffect(bench);
});

test("a wrong token is refused before the body is there", async () => {
  const bench = await setWebhookBench();
  const client = await openRaw(bench.port);
  client.send(
    `POST /webhooks/runware/${TASK}?token=wrong HTTP/1.1\r\nhost: bot\r\ncontent-type: application/json\r\ncontent-length: 100\r\n\r\n`,
  );
  expect(await client.until(/\n$/)).toMatch(/^HTTP\/1\.1 403 /);
});

test.each([
  ["a name that is no UUID", "/webhooks/runware/everything?token=x"],
  ["a UUID in capital letters", `/webhooks/runware/${TASK.toUpperCase()}?token=x`],
  ["a longer path", `/webhooks/runware/${TASK}/more?token=x`],
  ["a climbing path", `/webhooks/runware/../../healthz`],
  ["an address that is no URL", "//?token=x"],
])("%s is refused with 404", async (_what, address) => {
  const bench = await setWebhookBench();
  const client = await openRaw(bench.port);
  client.send(`POST ${address} HTTP/1.1\r\nhost: bot\r\ncontent-length: 0\r\n\r\n`);
  expect(await client.until(/\n$/)).toMatch(/^HTTP\/1\.1 404 /);
  await expectNoEffect(bench);
});

test.each(["GET", "HEAD", "PUT", "DELETE", "OPTIONS"])("%s is refused with 405", async (method) => {
  const bench = await setWebhookBench();
  const response = await fetch(bench.address(), { method });
  await response.text();
  expect([response.status, response.headers.get("allow")]).toEqual([405, "POST"]);
  await expectNoEffect(bench);
});

test.each([
  ["a form", { "content-type": "application/x-www-form-urlencoded" }],
  ["plain text", { "content-type": "text/plain" }],
  ["a type that only begins like JSON", { "content-type": "application/jsonp" }],
])("%s is refused with 415", async (_what, headers) => {
  const bench = await setWebhookBench();
  expect(await bench.post(row(), bench.address(), headers)).toMatchObject({ status: 415 });
  await expectNoEffect(bench);
});

test("a compressed body is refused with 415 and not unpacked", async () => {
  const bench = await setWebhookBench();
  const response = await fetch(bench.address(), {
    method: "POST",
    headers: { "content-type": "application/json", "content-encoding": "gzip" },
    body: gzipSync(JSON.stringify(row())),
  });
  await response.text();
  expect(response.status).toBe(415);
  await expectNoEffect(bench);
});

test("a body of exactly the largest size is taken", async () => {
  const { post, news } = await setWebhookBench();
  expect(await post(bodyOf(MAX_BYTES))).toMatchObject({ status: 204 });
  expect(news).toEqual([TASK]);
});

test("a body one byte too long is refused with 413", async () => {
  const bench = await setWebhookBench();
  expect(await bench.post(bodyOf(MAX_BYTES + 1))).toMatchObject({ status: 413 });
  await expectNoEffect(bench);
});

test("a body declared too long is refused before any of it is sent", async () => {
  const bench = await setWebhookBench();
  const client = await openRaw(bench.port);
  const { pathname, search } = new URL(bench.address());
  client.send(
    `POST ${pathname}${search} HTTP/1.1\r\nhost: bot\r\ncontent-type: application/json\r\ncontent-length: ${MAX_BYTES + 1}\r\n\r\n`,
  );
  expect(await client.until(/\n$/)).toMatch(/^HTTP\/1\.1 413 /);
  await expectNoEffect(bench);
});

test("a body of undeclared length is refused with 413 as soon as it is too long", async () => {
  const bench = await setWebhookBench();
  const client = await openRaw(bench.port);
  const { pathname, search } = new URL(bench.address());
  client.send(
    `POST ${pathname}${search} HTTP/1.1\r\nhost: bot\r\ncontent-type: application/json\r\ntransfer-encoding: chunked\r\n\r\n`,
  );
  client.send(`${(MAX_BYTES + 1).toString(16)}\r\n${"x".repeat(MAX_BYTES + 1)}\r\n`);
  // The end of the body never comes.
  expect(await client.until(/\n$/)).toMatch(/^HTTP\/1\.1 413 /);
  await expectNoEffect(bench);
});

test("whoever goes on sending after a refusal is cut off", async () => {
  const bench = await setWebhookBench({ requestTimeoutMs: 0 });
  const client = await openRaw(bench.port);
  const { pathname, search } = new URL(bench.address());
  client.send(
    `POST ${pathname}${search} HTTP/1.1\r\nhost: bot\r\ncontent-type: application/json\r\ncontent-length: ${64 * MAX_BYTES}\r\n\r\n`,
  );
  for (let part = 0; part < 16; part += 1) client.send("x".repeat(MAX_BYTES));
  expect(await client.untilClosed()).toMatch(/^$|^HTTP\/1\.1 413 /);
  await expectNoEffect(bench);
});

test.each([
  ["nothing", ""],
  ["half a JSON", '{"data":[{"taskUUID":'],
  ["an HTML page", "<html>502</html>"],
  ["a JSON of great depth", "[".repeat(100_000) + "]".repeat(100_000)],
  ["null", null],
  ["a list", [row()]],
  ["an empty object", {}],
  ["a row without a task", { ...row(), taskUUID: undefined }],
  ["a task that is no text", { ...row(), taskUUID: 7 }],
  ["data that is no list", { data: row() }],
  ["empty lists", { data: [], errors: [] }],
  ["a row that is no object", { data: ["x"] }],
  ["a bad row among good ones", { data: [row(), { videoUUID: "b2" }] }],
  ["more rows than any task has", { data: Array.from({ length: 51 }, (_, i) => row(`b${i}`)) }],
])("%s is refused with 400", async (_what, body) => {
  const bench = await setWebhookBench();
  expect(await bench.post(body)).toMatchObject({ status: 400 });
  await expectNoEffect(bench);
});

test.each([
  ["a row", row("b1", OTHER_TASK)],
  ["one row of several", { data: [row("b1"), row("b2", OTHER_TASK)] }],
  ["an error", { errors: [{ code: "x", message: "y", taskUUID: OTHER_TASK }] }],
])("%s that names another task than the address is refused with 400", async (_what, body) => {
  const bench = await setWebhookBench();
  expect(await bench.post(body)).toMatchObject({ status: 400 });
  await expectNoEffect(bench);
});

test("refusals are logged once a kind and minute, with how many were left out", async () => {
  const { post, address, lines, clock } = await setWebhookBench();
  for (let attempt = 0; attempt < 20; attempt += 1) {
    await post(row(), address().slice(0, -1));
    await post("{");
  }
  expect(lines.map(({ level, kind, status }) => [level, kind, status])).toEqual([
    ["warn", "wrong token", 403],
    ["warn", "malformed JSON", 400],
  ]);
  clock.advance(60_000);
  await post("{");
  expect(lines.slice(2)).toMatchObject([{ kind: "malformed JSON", leftOut: 19 }]);
});

test("neither tokens nor what was sent are in the log or in the answer", async () => {
  const { post, address, lines, clock } = await setWebhookBench();
  const answers = [];
  for (const body of [row(), row(), '{"secret words', { data: ["secret words"] }]) {
    answers.push(await post(body), await post(body, address().slice(0, -1)));
    clock.advance(60_000);
  }
  const token = new URL(address()).searchParams.get("token") ?? "";
  const written = JSON.stringify([lines, answers]);
  expect(lines.length).toBeGreaterThan(0);
  expect(written).not.toContain("secret words");
  expect(written).not.toContain(token.slice(0, -1));
});
