import { describe, expect, test } from "vitest";
import { RetryableError } from "../../../src/generation/errors.ts";
import type { TaskStatus } from "../../../src/generation/ports/provider.ts";
import { BatchRefusedError } from "../../../src/providers/runware/errors.ts";
import { readDetails } from "../../../src/providers/runware/read-details.ts";
import { readStatuses } from "../../../src/providers/runware/read-statuses.ts";
import { readEnvelope } from "../../../src/providers/runware/wire-answer.ts";

const A = "7b0d4c1e-52a9-4f0e-9a51-0c8f3f1d2a10";
const B = "0c5be8a4-3f53-4b52-8f0a-6f6a9a6c3c5e";

const answer = (body: unknown, status = 200) => ({
  kind: "answer" as const,
  status,
  envelope: readEnvelope(typeof body === "string" ? body : JSON.stringify(body)),
  retryAfterMs: undefined,
});
const read = (body: unknown, status = 200): Map<string, TaskStatus> =>
  readStatuses([A, B], answer(body, status));

const video = (taskUUID: string, more: object = {}) => ({
  taskType: "videoInference",
  taskUUID,
  status: "success",
  videoUUID: "b1",
  videoURL: "https://vm.runware.ai/video/b1.mp4",
  seed: 61_861_179,
  cost: 0.3978,
  ...more,
});
const waiting = (taskUUID: string, more: object = {}) => ({
  taskType: "videoInference",
  taskUUID,
  status: "processing",
  ...more,
});
const failed = (taskUUID: string, more: object = {}) => ({
  code: "timeoutProvider",
  status: "error",
  message: "The provider took too long.",
  taskUUID,
  ...more,
});
const RUNNING = { known: true, processing: true, results: [], errors: [] };
const UNKNOWN = { known: false, processing: false, results: [], errors: [] };

describe("a finished video", () => {
  test("has its cost in whole micro-dollars", () => {
    expect(read({ data: [video(A)] }).get(A)?.results[0]?.costMicroUsd).toBe(397_800);
  });

  test("is recognised by its address where the row has no status", () => {
    const status = read({ data: [video(A, { status: undefined })] }).get(A);
    expect(status?.results).toHaveLength(1);
  });

  test("is not there yet while its row says that it is being made", () => {
    expect(read({ data: [video(A, { status: "processing" })] }).get(A)).toEqual(RUNNING);
  });

  test("without an address is still being waited for", () => {
    expect(read({ data: [video(A, { videoURL: null })] }).get(A)).toEqual(RUNNING);
  });

  test("without a UUID is named by its file", () => {
    const row = video(A, { videoUUID: undefined, videoURL: "https://x.example/v/f00.mp4?sig=1" });
    expect(read({ data: [row] }).get(A)?.results[0]?.videoUUID).toBe("f00");
  });

  test("that stands there twice counts once", () => {
    expect(read({ data: [video(A), video(A)] }).get(A)?.results).toHaveLength(1);
  });

  test.each([
    ["no cost", { cost: undefined }, null],
    ["a cost that is a text", { cost: "0.5" }, 500_000],
    ["a cost that is no number", { cost: "free" }, null],
    ["a cost below zero", { cost: -1 }, null],
  ])("with %s", (_name, more, costMicroUsd) => {
    expect(read({ data: [video(A, more)] }).get(A)?.results[0]).toMatchObject({ costMicroUsd });
  });

  test("keeps a seed above what may be sent back", () => {
    const row = video(A, { seed: 4_294_967_295 });
    expect(read({ data: [row] }).get(A)?.results[0]?.seed).toBe(4_294_967_295);
  });

  test.each([
    [true, true],
    ["true", true],
    [{ label: "explicit" }, true],
    [false, false],
    [null, false],
    [undefined, false],
  ])("with NSFWContent %j is flagged: %s", (NSFWContent, flagged) => {
    expect(read({ data: [video(A, { NSFWContent })] }).get(A)?.results[0]?.flagged).toBe(flagged);
  });
});

describe("a failure", () => {
  test("in the list of errors is the task's own", () => {
    const statuses = read({ data: [waiting(B)], errors: [failed(A)] });
    expect(statuses.get(A)?.errors).toMatchObject([{ kind: "providerTimeout" }]);
    expect(statuses.get(B)).toEqual(RUNNING);
  });

  test("as a row of the data is the task's own", () => {
    const row = waiting(A, { status: "error", error: { code: "providerError", message: "x" } });
    expect(read({ data: [row] }).get(A)).toEqual({
      known: true,
      processing: false,
      results: [],
      errors: [{ kind: "provider", code: "providerError", message: "x" }],
    });
  });

  test("in both lists counts once", () => {
    const row = waiting(A, { status: "error", error: { code: "timeoutProvider" } });
    expect(read({ data: [row], errors: [failed(A)] }).get(A)?.errors).toHaveLength(1);
  });

  test("leaves its finished siblings in place", () => {
    const status = read({ data: [video(A), waiting(A)], errors: [failed(A)] }).get(A);
    expect(status).toMatchObject({ known: true, processing: true });
    expect(status?.results).toHaveLength(1);
    expect(status?.errors).toHaveLength(1);
  });

  test.each([
    [{ code: "invalidProviderContent" }, "moderation"],
    [{ code: "providerError", message: "Contents moderation failed" }, "moderation"],
    [{ code: "invalidProviderResponse", message: "filtered out by responsible AI" }, "moderation"],
    [{ code: "invalidProviderResponse", message: "bad gateway" }, "provider"],
    [{ code: "insufficientCredits" }, "credit"],
    [{ code: "thirdPartyInsufficientCredits" }, "provider"],
    [{ code: "unsupportedDuration" }, "badParameter"],
    [{ code: "somethingNew" }, "provider"],
  ])("of %j is of kind %s", (more, kind) => {
    expect(read({ errors: [failed(A, more)] }).get(A)?.errors).toMatchObject([{ kind }]);
  });

  test("that came later counts even where the whole answer has a bad status", () => {
    expect(read({ errors: [failed(A)] }, 504).get(A)?.errors).toHaveLength(1);
  });

  test("keeps addresses out of the text for the log", () => {
    const error = failed(A, { message: "could not store https://files.example/x?sig=secret" });
    expect(read({ errors: [error] }).get(A)?.errors[0]?.message).toBe("could not store [address]");
  });

  test("is found whatever the case of its UUID", () => {
    expect(read({ errors: [failed(A.toUpperCase())] }).get(A)?.errors).toHaveLength(1);
  });
});

describe("a task", () => {
  test("in a state nobody has heard of is still being made", () => {
    expect(read({ data: [waiting(A, { status: "warmingUp" })] }).get(A)).toEqual(RUNNING);
  });

  test("answered with the name of the question is not known", () => {
    const row = { taskType: "getResponse", taskUUID: A, status: "processing" };
    expect(read({ data: [row] }).get(A)).toEqual(UNKNOWN);
  });

  test("without a row in a clean answer is not known", () => {
    expect(read({ data: [waiting(A)] }).get(B)).toEqual(UNKNOWN);
  });

  test.each(["taskNotFound", "taskFailedOrNotFound"])("answered with %s is not known", (code) => {
    expect(read({ errors: [{ code, taskUUID: A }] }, 404).get(A)).toEqual(UNKNOWN);
  });

  test("is known where Runware complains of a second one like it", () => {
    expect(read({ errors: [{ code: "conflictTaskUUID", taskUUID: A }] }, 400).get(A)).toEqual({
      known: true,
      processing: false,
      results: [],
      errors: [],
    });
  });

  test.each([
    ["an error about nobody", { data: [waiting(A)], errors: [{ code: "standardError" }] }],
    ["a row about nobody", { data: [waiting(A), { status: "processing" }] }],
    ["a row that is no object", { data: [waiting(A), "oops"] }],
  ])("without a row beside %s stays open", (_name, body) => {
    const statuses = read(body);
    expect(statuses.get(A)).toEqual(RUNNING);
    expect(statuses.has(B)).toBe(false);
  });

  test("beside a neighbour whose row is broken is read as ever", () => {
    const broken = { taskUUID: B, status: 7, videoURL: { no: "string" }, cost: [] };
    const statuses = read({ data: [broken, video(A)] });
    expect(statuses.get(A)?.results).toHaveLength(1);
    expect(statuses.get(B)).toEqual(RUNNING);
  });

  test("is not judged by an answer that refuses the poll, though it names the task", () => {
    for (const status of [401, 402, 429, 500, 503]) {
      const errors = [{ code: "serviceUnavailable", taskUUID: A }];
      expect(() => read({ errors }, status)).toThrow(RetryableError);
    }
  });
});

describe("an answer that says nothing about any task", () => {
  test.each([
    ["a page", "<html></html>", 502],
    ["half a JSON", '{"data":[', 200],
    ["another shape", { ok: true }, 200],
    ["a fault of the server", { errors: [{ code: "internalServerError" }] }, 500],
    ["a refused key", { errors: [{ code: "invalidApiKey" }] }, 401],
  ])("%s throws", (_name, body, status) => {
    expect(() => read(body, status)).toThrow(RetryableError);
  });

  test("though it is Runware's own, may be due to one of the tasks", () => {
    const errors = [{ code: "invalidTaskUUID", message: "no" }];
    expect(() => read({ errors }, 400)).toThrow(BatchRefusedError);
    expect(() => read({ errors }, 200)).toThrow(BatchRefusedError);
    expect(() => read({ errors }, 500)).not.toThrow(BatchRefusedError);
  });
});

describe("the archived record of a task", () => {
  const details = (response: unknown) =>
    readDetails(A, answer({ data: [{ taskType: "getTaskDetails", taskUUID: A, response }] }));

  test("has its videos", () => {
    expect(details({ data: [video(A)] })).toMatchObject({ known: true, processing: false });
    expect(details({ data: [video(A)] }).results).toHaveLength(1);
  });

  test("that is only an acknowledgement knows the task", () => {
    expect(details({ data: [{ taskType: "videoInference", taskUUID: A }] })).toEqual(RUNNING);
  });

  test("that is the refusal of a repetition knows the task and has no failure", () => {
    expect(details({ errors: [{ code: "conflictTaskUUID" }] })).toMatchObject({
      known: true,
      errors: [],
    });
  });

  test("that is a failure has it, addressed or not", () => {
    expect(details({ errors: [{ code: "timeoutProvider" }] }).errors).toMatchObject([
      { kind: "providerTimeout" },
    ]);
  });

  test("without a readable response still knows the task", () => {
    expect(details("gone")).toEqual(RUNNING);
  });

  test.each([
    ["no row", { data: [] }, 200],
    ["an error that says so", { errors: [{ code: "taskNotFound" }] }, 404],
  ])("is missing where there is %s", (_name, body, status) => {
    expect(readDetails(A, answer(body, status))).toEqual(UNKNOWN);
  });

  test.each([
    ["a fault", { errors: [{ code: "internalServerError" }] }, 500],
    ["a page", "<html></html>", 502],
    ["a row that cannot be read", { data: [{ taskUUID: 7 }] }, 200],
  ])("stays open after %s", (_name, body, status) => {
    expect(() => readDetails(A, answer(body, status))).toThrow(RetryableError);
  });
});
