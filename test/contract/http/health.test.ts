import { setImmediate } from "node:timers/promises";
import { expect, test } from "vitest";
import { healthRoute, type HealthCheck } from "../../../src/http/health.ts";
import { deferred } from "./support/deferred.ts";
import { createTools, serve } from "./support/serve.ts";

async function setHealth(...checks: HealthCheck[]) {
  const tools = createTools();
  const { origin } = await serve(tools, [healthRoute({ checks, ...tools })]);
  async function look(method = "GET") {
    const response = await fetch(`${origin}/healthz`, { method });
    return [response.status, await response.text()] as const;
  }
  return { ...tools, look };
}

const part = (name: string, isWell: HealthCheck["isWell"]): HealthCheck => ({ name, isWell });

test("a bot whose parts are all well answers 200", async () => {
  const { look } = await setHealth(
    part("gateway", () => true),
    part("store", () => Promise.resolve(true)),
  );
  expect(await look()).toEqual([200, '{"status":"ok"}']);
});

test("HEAD answers as GET does, without a body", async () => {
  const { look } = await setHealth(part("gateway", () => true));
  expect(await look("HEAD")).toEqual([200, ""]);
});

test("another method is refused with 405", async () => {
  const { look } = await setHealth();
  expect(await look("POST")).toEqual([405, "wrong method\n"]);
});

test("a part that is not well is named with 503", async () => {
  const { look } = await setHealth(
    part("gateway", () => false),
    part("store", () => true),
  );
  expect(await look()).toEqual([503, '{"status":"unwell","unwell":["gateway"]}']);
});

test("a part that fails is named, and why is in the log alone", async () => {
  const { look, lines } = await setHealth(
    part("store", () => Promise.reject(new Error("disk full"))),
  );
  expect(await look()).toEqual([503, '{"status":"unwell","unwell":["store"]}']);
  expect(lines).toMatchObject([{ level: "warn", kind: "store", error: { message: "disk full" } }]);
});

test("a part that does not answer is not well, and not asked again before it has", async () => {
  let asked = 0;
  const answer = deferred<boolean>();
  const { look, clock } = await setHealth(
    part("store", () => {
      asked += 1;
      return answer.promise;
    }),
  );
  async function lookInVain() {
    const answers: unknown[] = [];
    const looking = look().then((seen) => answers.push(seen));
    // Whenever the request arrives, its patience ends.
    while (answers.length === 0) {
      clock.advance(2_000);
      await setImmediate();
    }
    await looking;
    return answers[0];
  }
  const unwell = [503, '{"status":"unwell","unwell":["store"]}'];
  expect([await lookInVain(), await lookInVain(), asked]).toEqual([unwell, unwell, 1]);
  answer.resolve(true);
  clock.advance(2_000);
  expect(await look()).toEqual([200, '{"status":"ok"}']);
});

test("however often somebody looks, a part is asked once in two seconds", async () => {
  let asked = 0;
  const { look, clock } = await setHealth(
    part("store", () => {
      asked += 1;
      return asked === 1;
    }),
  );
  const looks = await Promise.all(Array.from({ length: 10 }, () => look()));
  expect([new Set(looks.map(([status]) => status)), asked]).toEqual([new Set([200]), 1]);
  clock.advance(2_000);
  expect((await look())[0]).toBe(503);
  expect(asked).toBe(2);
});
