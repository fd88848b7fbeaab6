import { Writable } from "node:stream";
import { expect, test } from "vitest";
import { createLog } from "../../../src/log.ts";
import { ask } from "../../support/asking.ts";
import { setStage } from "../../support/stage.ts";

/** A log of everything, and the lines it has written. */
function loggingTo(secrets: readonly string[] = []) {
  let text = "";
  const destination = new Writable({
    write(chunk, _, done) {
      text += String(chunk);
      done();
    },
  });
  const log = createLog("trace", secrets, destination);
  return {
    log,
    text: () => text,
    lines: () =>
      text
        .split("\n")
        .filter((line) => line !== "")
        .map((line) => JSON.parse(line) as unknown),
  };
}

const SECRET = "s3cr3t-of-the-operator";

test.each([
  ["a field", { where: `at ${SECRET}` }],
  ["a field of a field", { a: { b: [{ c: SECRET }] } }],
  ["an error's message", { error: new Error(`refused ${SECRET}`) }],
  [
    "the cause of a cause",
    { error: new Error("a", { cause: new Error("b", { cause: new Error(SECRET) }) }) },
  ],
])("a secret is blotted out of %s", (_, facts) => {
  const { log, text } = loggingTo([SECRET]);
  log.error(facts, `it was ${SECRET}`);
  expect(text()).toContain("it was [secret]");
  expect(text()).not.toContain(SECRET);
});

test("a secret that is learned later is blotted out from then on", () => {
  const { log, text } = loggingTo();
  log.hide(SECRET);
  log.info({ key: SECRET }, "entered");
  expect(text()).toContain('"key":"[secret]"');
});

test("interaction tokens and signed addresses are blotted out, and the rest of the address stays", () => {
  const { log, lines } = loggingTo();
  log.warn(
    {
      path: "/webhooks/123456789/aW50ZXJhY3Rpb24.tok-en/messages/@original",
      url: "https://cdn.example.com/a.mp4?ex=1&is=2&hm=3",
    },
    "seen",
  );
  expect(lines()).toEqual([
    expect.objectContaining({
      path: "/webhooks/123456789/[token]/messages/@original",
      url: "https://cdn.example.com/a.mp4?[signed]",
    }),
  ]);
});

test("what libraries hang on an error, bodies and headers, is not in the log", () => {
  const { log, text } = loggingTo();
  const error = Object.assign(new Error("no"), {
    code: 50_035,
    requestBody: { json: { content: "a private prompt" } },
    headers: { authorization: "Bot abc" },
  });
  log.error({ error }, "failed");
  expect(text()).toContain('"code":50035');
  expect(text()).not.toMatch(/private prompt|Bot abc/);
});

test("each line is one JSON object with its level by name and its time", () => {
  const { log, lines } = loggingTo();
  log.info({}, "two\nlines");
  expect(lines()).toEqual([
    {
      level: "info",
      time: expect.stringMatching(/^\d{4}-\d\d-\d\dT.*Z$/) as string,
      msg: "two\nlines",
    },
  ]);
});

test("a line that concerns a request carries its generationId, and one of an interaction its id", async () => {
  const stage = await setStage({ runware: { renderMs: () => 0 } });
  const place = stage.member.in(stage.channel);
  stage.runware.faults.task(() => true, { error: { code: "timeoutProvider", message: "late" } }, 1);
  const failed = await ask(stage);
  await failed.over();
  const refused = await place.slash("video", {
    prompt: "a boat",
    duration: 10,
    resolution: "1080p",
  });
  await refused.response();
  const done = await ask(stage);
  await done.over();
  await stage.log.waitFor("a generation ended", ({ generationId }) => generationId === done.id);
  await stage.stopBot();
  const about = stage.log.lines.filter((line) => "taskUUID" in line || "state" in line);
  expect(about.length).toBeGreaterThanOrEqual(3);
  expect(about.filter((line) => !("generationId" in line))).toEqual([]);
  expect(new Set(about.map(({ generationId }) => generationId))).toEqual(
    new Set([failed.id, done.id]),
  );
  expect(stage.log.lines).toContainEqual(
    expect.objectContaining({ msg: "refused", interactionId: refused.interactionId }),
  );
});
