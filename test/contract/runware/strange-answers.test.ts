import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { NotTakenError, RetryableError, TerminalError } from "../../../src/generation/errors.ts";
import type { Account } from "../../../src/generation/ports/provider.ts";
import { WireTaskSchema } from "../../../src/providers/runware/wire-request.ts";
import { createManualClock, type ManualClock } from "./support/manual-clock.ts";
import { API_KEY, makeProvider } from "./support/make-provider.ts";
import {
  hangUp,
  json,
  type RawAnswer,
  type RawServer,
  silence,
  startRawServer,
  text,
} from "./support/raw-server.ts";
import type { createRecordingLog } from "./support/recording-log.ts";
import { sampleTask } from "./support/sample-task.ts";

const acknowledged: RawAnswer = ({ tasks }, response) =>
  json(200, { data: tasks.map(({ taskType, taskUUID }) => ({ taskType, taskUUID })) })(
    { headers: {}, tasks },
    response,
  );

let server: RawServer;
let clock: ManualClock;
let provider: Account;
let log: ReturnType<typeof createRecordingLog>;

beforeEach(async () => {
  server = await startRawServer(acknowledged);
  clock = createManualClock();
  ({ provider, log } = makeProvider({ apiUrl: server.apiUrl, clock }));
});
afterEach(async () => {
  await provider.close();
  await server.close();
});

const failureOf = (promise: Promise<unknown>): Promise<unknown> =>
  promise.then(
    () => undefined,
    (error: unknown) => error,
  );

describe("what is sent", () => {
  test("is an array, with the key in the header and nowhere else", async () => {
    const task = sampleTask();
    await provider.submit(task);
    const [request] = server.requests;
    expect(request?.headers.authorization).toBe(`Bearer ${API_KEY}`);
    expect(request?.tasks).toHaveLength(1);
    expect(JSON.stringify(request?.tasks)).not.toContain(API_KEY);
  });

  test("obeys the schema of what may be sent, whatever is asked", async () => {
    await provider.submit(sampleTask({ style: "clay", seed: 7, negativePrompt: "fog" }));
    const { taskUUID } = sampleTask();
    await provider.lookUp([taskUUID]);
    await failureOf(provider.taskDetails(taskUUID));
    await failureOf(provider.balance());
    const tasks = server.requests.flatMap((request) => request.tasks);
    expect(tasks).toHaveLength(4);
    for (const task of tasks) expect(WireTaskSchema.parse(task)).toEqual(task);
  });

  test("never leaves with a key that no header can carry", async () => {
    const broken = makeProvider({ apiUrl: server.apiUrl, apiKey: "two\nlines" }).provider;
    expect(await failureOf(broken.submit(sampleTask()))).toBeInstanceOf(NotTakenError);
    expect(server.requests).toEqual([]);
    await broken.close();
  });

  test("does not follow a redirect, which could lead the key elsewhere", async () => {
    const elsewhere = await startRawServer(acknowledged);
    server.answerWith(text(307, "", { location: elsewhere.apiUrl }));
    await failureOf(provider.submit(sampleTask()));
    expect(elsewhere.requests).toEqual([]);
    await elsewhere.close();
  });
});

describe("a submit", () => {
  test.each<[string, RawAnswer]>([
    ["nothing at all", text(200, "")],
    ["a page with status 200", text(200, "<html>hello</html>")],
    ["a gateway's page", text(504, "<html>504</html>")],
    ["half a JSON", text(200, '{"data":[{"taskType":"videoInf')],
    ["JSON of another shape", json(200, { result: "ok" })],
    ["a JSON string", json(200, "ok")],
    ["an empty object", json(200, {})],
    ["empty lists", json(200, { data: [], errors: [] })],
    ["another task's acknowledgement", json(200, { data: [{ taskUUID: "another" }] })],
    ["a fault of the server", json(500, { errors: [{ code: "internalServerError" }] })],
    ["a full queue behind it", json(503, { errors: [{ code: "serviceUnavailable" }] })],
    ["an unknown code without a status to explain it", json(200, { errors: [{ code: "oops" }] })],
    ["an error that is only a word", json(200, { errors: ["oops"] })],
    ["a hang-up", hangUp],
  ])("answered by %s may have been taken", async (_name, answer) => {
    server.answerWith(answer);
    const error = await failureOf(provider.submit(sampleTask()));
    expect(error).toBeInstanceOf(RetryableError);
    expect(error).not.toBeInstanceOf(NotTakenError);
    expect(server.requests).toHaveLength(1);
  });

  test.each<[string, RawAnswer]>([
    ["429 with a readable body", json(429, { errors: [{ code: "rateLimitExceeded" }] })],
    ["429 with a page", text(429, "slow down")],
    ["a rate limit within a 200", json(200, { errors: [{ code: "providerRateLimitExceeded" }] })],
    ["a firewall's page", text(403, "<html>blocked</html>")],
    ["nothing at that address", text(404, "<html>not found</html>")],
  ])("answered by %s was not taken", async (_name, answer) => {
    server.answerWith(answer);
    expect(await failureOf(provider.submit(sampleTask()))).toBeInstanceOf(NotTakenError);
  });

  test.each<[string, RawAnswer, string]>([
    ["401 with a page", text(401, "who are you"), "auth"],
    ["403 from Runware", json(403, { errors: [{ code: "insufficientPermissions" }] }), "auth"],
    ["402 with a page", text(402, "no money"), "credit"],
    ["a missing key, singular", json(200, { error: { code: "missingApiKey" } }), "auth"],
    ["no credit within a 200", json(200, { errors: [{ code: "insufficientCredits" }] }), "credit"],
    [
      "an unknown code with status 400",
      json(400, { errors: [{ code: "tooOdd" }] }),
      "badParameter",
    ],
    ["a request that is too large", text(413, "too large"), "badParameter"],
    [
      "a list of parameters",
      json(400, {
        data: [],
        errors: [{ code: "incompatibleParameters", parameter: ["width", "resolution"] }],
      }),
      "badParameter",
    ],
    [
      "a flagged prompt under a validation code",
      json(400, {
        errors: [{ code: "invalidPositivePrompt", message: "Flagged by content moderation" }],
      }),
      "moderation",
    ],
    [
      "a wrong safety mode",
      json(400, {
        errors: [
          { code: "invalidValue", message: "Bad moderation mode", parameter: "safety.mode" },
        ],
      }),
      "badParameter",
    ],
    [
      "a provider's error whose own words speak of moderation",
      json(400, {
        errors: [{ code: "providerError", message: "x", responseContent: { m: "NSFW content" } }],
      }),
      "moderation",
    ],
  ])("answered by %s is a verdict", async (_name, answer, kind) => {
    server.answerWith(answer);
    const error = await failureOf(provider.submit(sampleTask()));
    expect(error).toBeInstanceOf(TerminalError);
    expect(error).toMatchObject({ kind });
  });

  test("refused as a repetition counts as taken", async () => {
    server.answerWith(json(400, { data: [], errors: [{ code: "conflictTaskUUID" }] }));
    await expect(provider.submit(sampleTask())).resolves.toBeUndefined();
  });

  test("acknowledged beside an error about nobody counts as taken", async () => {
    server.answerWith(({ tasks }, response) =>
      json(200, { data: tasks, errors: [{ code: "standardError", message: "hm" }] })(
        { headers: {}, tasks },
        response,
      ),
    );
    await expect(provider.submit(sampleTask())).resolves.toBeUndefined();
  });

  test("acknowledged and refused at once is left open", async () => {
    server.answerWith(({ tasks }, response) => {
      const taskUUID = tasks[0]?.["taskUUID"];
      json(200, { data: [{ taskUUID }], errors: [{ code: "invalidWidth", taskUUID }] })(
        { headers: {}, tasks },
        response,
      );
    });
    const error = await failureOf(provider.submit(sampleTask()));
    expect(error).toBeInstanceOf(RetryableError);
    expect(error).not.toBeInstanceOf(NotTakenError);
  });

  test("that is never answered ends after its time-out, as possibly taken", async () => {
    server.answerWith(silence);
    const failure = failureOf(provider.submit(sampleTask()));
    await server.received(1);
    await clock.advance(90_000);
    const error = await failure;
    expect(error).toBeInstanceOf(RetryableError);
    expect(error).not.toBeInstanceOf(NotTakenError);
  });

  test("whose answer stops half-way ends after its time-out", async () => {
    server.answerWith((_request, response) => {
      response.writeHead(200, { "content-type": "application/json" });
      response.write('{"data":[');
      server.answerWith(silence);
    });
    const failure = failureOf(provider.submit(sampleTask()));
    await server.received(1);
    await clock.advance(90_000);
    expect(await failure).toBeInstanceOf(RetryableError);
  });

  test("answered with more than can be meant is not read to its end", async () => {
    server.answerWith((_request, response) => {
      response.writeHead(200, { "content-type": "application/json" });
      response.end(" ".repeat(9 * 1024 * 1024));
    });
    expect(await failureOf(provider.submit(sampleTask()))).toMatchObject({
      cause: { message: expect.stringContaining("longer than") },
    });
  });

  test("passes on how long Runware asks to wait", async () => {
    server.answerWith(json(429, { errors: [] }, { "retry-after": "7" }));
    const error = await failureOf(provider.submit(sampleTask()));
    expect(error).toBeInstanceOf(NotTakenError);
    expect(error).toMatchObject({ retryAfterMs: 7_000 });
  });

  test("waits in the next ones for as long as Runware asked, then goes out again", async () => {
    server.answerWith(json(429, { errors: [] }, { "retry-after": "7" }));
    await failureOf(provider.submit(sampleTask()));
    server.answerWith(acknowledged);
    expect(provider.busyUntil()).toBe(clock.now() + 7_000);
    expect(await failureOf(provider.submit(sampleTask()))).toBeInstanceOf(NotTakenError);
    expect(server.requests).toHaveLength(1);
    await clock.advance(7_000);
    expect(provider.busyUntil()).toBeNull();
    await provider.submit(sampleTask());
    expect(server.requests).toHaveLength(2);
  });

  test("is not held back for ever by a clock that was set back", async () => {
    server.answerWith(json(429, { errors: [] }, { "retry-after": "7" }));
    await failureOf(provider.submit(sampleTask()));
    clock.jumpTo(clock.now() - 86_400_000);
    expect(provider.busyUntil()).toBeNull();
  });

  test("keeps no signed address, image or key in its error", async () => {
    server.answerWith(
      json(400, {
        errors: [
          {
            code: "invalidFrameImage",
            message: `cannot read https://files.example/a.png?sig=abc for key ${API_KEY} in data:image/png;base64,AAAA`,
          },
        ],
      }),
    );
    const error = (await failureOf(provider.submit(sampleTask()))) as TerminalError;
    const said = `${error.message} ${(error.cause as Error).message}`;
    expect(said).toContain("cannot read");
    expect(said).not.toMatch(/sig=|base64|example/);
    expect(said).not.toContain(API_KEY);
  });
});

describe("questions", () => {
  test("are repeated after the pause that Runware asks for, not before", async () => {
    const task = sampleTask();
    server.answerWith(json(503, { errors: [] }, { "retry-after": "3" }));
    const answer = provider.lookUp([task.taskUUID]);
    await server.received(1);
    server.answerWith(json(200, { data: [] }));
    // Answered, and the time-out of the first request called off: what waits now is the pause.
    await vi.waitUntil(() => log.lines.length === 1 && clock.waiting === 1);
    await clock.advance(2_999);
    expect(server.requests).toHaveLength(1);
    await clock.advance(1);
    await server.received(2);
    expect((await answer).get(task.taskUUID)).toMatchObject({ known: false });
  });

  test("give up where Runware asks for a long pause, and pass it on", async () => {
    server.answerWith(json(503, { errors: [] }, { "retry-after": "120" }));
    const error = await failureOf(provider.lookUp([sampleTask().taskUUID]));
    expect(error).toBeInstanceOf(RetryableError);
    expect(error).toMatchObject({ retryAfterMs: 120_000 });
    expect(server.requests).toHaveLength(1);
  });

  test("about nothing are not asked", async () => {
    expect(await provider.lookUp([])).toEqual(new Map());
    expect(server.requests).toEqual([]);
  });

  test("refused for the key are told to the operator once until one is answered", async () => {
    const { taskUUID } = sampleTask();
    const loud = () => log.lines.filter((line) => line.level === "error").length;
    server.answerWith(json(401, { errors: [{ code: "invalidApiKey" }] }));
    await failureOf(provider.lookUp([taskUUID]));
    await failureOf(provider.lookUp([taskUUID]));
    expect(loud()).toBe(1);
    server.answerWith(json(200, { data: [] }));
    await provider.lookUp([taskUUID]);
    server.answerWith(json(401, { errors: [{ code: "invalidApiKey" }] }));
    await failureOf(provider.lookUp([taskUUID]));
    expect(loud()).toBe(2);
  });
});

describe("a dead Runware", () => {
  test("is left alone after five failures in a row, then tried by one call", async () => {
    server.answerWith(text(502, "<html>bad gateway</html>"));
    for (let i = 0; i < 5; i += 1) await failureOf(provider.submit(sampleTask()));
    expect(await failureOf(provider.submit(sampleTask()))).toBeInstanceOf(NotTakenError);
    expect(server.requests).toHaveLength(5);

    const until = provider.busyUntil() ?? 0;
    expect(until).toBeGreaterThan(clock.now());
    server.answerWith(acknowledged);
    await clock.advance(until - clock.now());
    await provider.submit(sampleTask());
    expect(provider.busyUntil()).toBeNull();
  });

  test("is recognised by its status where its answers are still JSON", async () => {
    server.answerWith(json(503, { errors: [{ code: "serviceUnavailable" }] }));
    for (let i = 0; i < 5; i += 1) await failureOf(provider.submit(sampleTask()));
    expect(provider.busyUntil()).toBeGreaterThan(clock.now());
  });

  test("is not mistaken for one that refuses", async () => {
    server.answerWith(json(400, { errors: [{ code: "invalidValue" }] }));
    for (let i = 0; i < 10; i += 1) await failureOf(provider.submit(sampleTask()));
    expect(provider.busyUntil()).toBeNull();
  });

  test("found by submits is not asked by questions either", async () => {
    server.answerWith(text(502, "<html>bad gateway</html>"));
    for (let i = 0; i < 5; i += 1) await failureOf(provider.submit(sampleTask()));
    const error = await failureOf(provider.lookUp([sampleTask().taskUUID]));
    expect(error).toBeInstanceOf(RetryableError);
    expect(server.requests).toHaveLength(5);
  });
});

describe("closing", () => {
  test("breaks off what is under way and leaves no timer", async () => {
    server.answerWith(silence);
    const failure = failureOf(provider.submit(sampleTask()));
    provider.watch(sampleTask().taskUUID, clock.now(), () => {});
    await server.received(1);
    await provider.close();
    expect(await failure).toBeInstanceOf(RetryableError);
    expect(clock.waiting).toBe(0);
  });

  test("means that nothing is sent any more", async () => {
    await provider.close();
    expect(await failureOf(provider.submit(sampleTask()))).toBeInstanceOf(NotTakenError);
    expect(server.requests).toEqual([]);
  });
});

describe("the balance", () => {
  test.each([
    ["a number", 12.5],
    ["an object", { amount: 12.5, freeBalance: 0, currency: "USD" }],
  ])("is read from %s", async (_name, balance) => {
    server.answerWith(json(200, { data: [{ taskType: "accountManagement", balance }] }));
    expect(await provider.balance()).toBe(12_500_000);
  });

  test("leaves e-mails and keys of the account out of the log", async () => {
    server.answerWith(
      json(200, {
        data: [
          {
            balance: 1,
            team: [{ email: "member@example.com" }],
            apiKeys: [{ apiKey: "abcd****" }],
          },
        ],
      }),
    );
    await provider.balance();
    expect(JSON.stringify(log.lines)).not.toMatch(/example\.com|abcd/);
  });

  test("of a refused key is a verdict", async () => {
    server.answerWith(json(401, { errors: [{ code: "invalidApiKey", message: "no" }] }));
    const error = await failureOf(provider.balance());
    expect(error).toBeInstanceOf(TerminalError);
    expect(error).toMatchObject({ kind: "auth" });
  });

  test("that is not in the answer may come later", async () => {
    server.answerWith(json(200, { data: [{ taskType: "accountManagement" }] }));
    expect(await failureOf(provider.balance())).toBeInstanceOf(RetryableError);
  });
});
