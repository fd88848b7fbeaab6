import { request } from "node:http";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, expect, test } from "vitest";
import { openPlayground, type Playground } from "../../../playground/serve/open-playground.ts";

let playground: Playground;

beforeAll(async () => {
  const root = fileURLToPath(new URL("../../..", import.meta.url));
  playground = await openPlayground({ root, port: 0, render: "tiny", startsBot: false });
}, 60_000);

afterAll(async () => {
  await playground.close();
}, 60_000);

interface Sent {
  readonly method?: string;
  readonly headers?: Record<string, string>;
  readonly body?: string;
}

/** Node's fetch does not let `host` be chosen; a page elsewhere whose name points here does. */
function send(path: string, { method = "GET", headers = {}, body }: Sent = {}) {
  return new Promise<{ status: number; text: string; headers: Record<string, unknown> }>(
    (resolve, reject) => {
      const asking = request(`${playground.address}${path}`, { method, headers }, (response) => {
        let text = "";
        response.on("data", (chunk: Buffer) => (text += String(chunk)));
        response.on("end", () =>
          resolve({ status: response.statusCode ?? 0, text, headers: response.headers }),
        );
      });
      asking.on("error", reject);
      asking.end(body);
    },
  );
}

const json = { "content-type": "application/json" };
const advance = (headers: Record<string, string>, body = '{"ms":1}') =>
  send("/api/clock/advance", { method: "POST", headers: { ...json, ...headers }, body });

test("the page is there under both names of this machine, and under no other", async () => {
  const { port } = new URL(playground.address);
  expect((await send("/")).status).toBe(200);
  expect((await send("/", { headers: { host: `localhost:${port}` } })).status).toBe(200);
  for (const host of [`elsewhere.example:${port}`, "127.0.0.1:1", "127.0.0.1.elsewhere.example"]) {
    expect((await send("/", { headers: { host } })).status).toBe(421);
    expect((await send("/api/world", { headers: { host } })).text).not.toContain("Member One");
  }
});

test("a page elsewhere can neither act nor look", async () => {
  const before = playground.discord.clock.now();
  for (const origin of ["https://elsewhere.example", "null", "http://127.0.0.1:1"]) {
    expect((await advance({ origin }, '{"ms":86400000}')).status).toBe(403);
  }
  expect((await advance({}, '{"ms":86400000}')).status).toBe(403);
  expect(playground.discord.clock.now() - before).toBeLessThan(86_400_000);
  expect((await advance({ origin: playground.address })).status).toBe(200);

  const looked = await send("/api/world");
  expect(looked.headers["access-control-allow-origin"]).toBeUndefined();
  expect(looked.headers["cross-origin-resource-policy"]).toBe("same-origin");
});

test("scripts come from the page's own address alone", async () => {
  const { headers, text } = await send("/");
  expect(headers["content-security-policy"]).toContain("default-src 'self'");
  expect(headers["content-security-policy"]).toContain("frame-ancestors 'none'");
  expect(headers["content-security-policy"]).not.toMatch(/script-src|unsafe-eval/);
  const script = /<script[^>]+src="([^"]+)"/.exec(text)?.[1] ?? "";
  const { status, headers: own } = await send(script);
  expect([status, own["content-type"]]).toEqual([200, "text/javascript; charset=utf-8"]);
});

test("a body that is no JSON, too large, or not what was asked for is refused with a sentence", async () => {
  const origin = playground.address;
  expect((await advance({ origin }, "{")).text).toBe('{"error":"The body is no JSON."}');
  expect((await advance({ origin, "content-type": "text/plain" })).status).toBe(415);
  expect((await advance({ origin }, '{"ms":"1"}')).status).toBe(400);
  expect((await advance({ origin }, `{"ms":1,"more":2}`)).status).toBe(400);
  expect((await advance({ origin, "content-length": "999999" }, "x".repeat(999_999))).status).toBe(
    413,
  );
});

test("nobody but the three people can be played", async () => {
  const channelId = [...playground.discord.world.channels.keys()][0];
  const { applicationId } = playground.discord;
  const said = await send("/api/say", {
    method: "POST",
    headers: { ...json, origin: playground.address },
    body: JSON.stringify({ as: applicationId, channelId, text: "I am the bot" }),
  });
  expect([said.status, said.text]).toEqual([
    404,
    '{"error":"There is nobody of that name to be."}',
  ]);
});

test("an address outside the files of messages leads nowhere", async () => {
  for (const path of [
    "/media/../api/v10/users/@me",
    "/media/api/v10/gateway",
    "/media/attachments/1/2/3",
  ]) {
    expect((await send(path)).status).toBe(404);
  }
});
