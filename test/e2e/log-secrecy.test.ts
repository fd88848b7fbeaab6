import { afterAll, beforeAll, expect, test } from "vitest";
import { cardWith, shownPrivately } from "../support/cards.ts";
import { png } from "../support/png.ts";
import { openStage, type Stage } from "../support/stage.ts";

const PROMPT = "plover in a tall hat";
const NEGATIVE = "gargoyles on the roof";
const FILE = "sketch-of-my-uncle";

let stage: Stage;
let log: string;

/** A day in the life of the bot, with everything that makes it write lines. */
beforeAll(async () => {
  stage = await openStage({
    env: { LOG_LEVEL: "debug", RESULT_HOSTS: "127.0.0.1" },
    runware: { renderMs: () => 0 },
  });
  const { member, channel, discord, runware } = stage;
  const place = member.in(channel);
  const frame = { ...png(), name: `${FILE}.png` };
  const ask = (options: Record<string, unknown> = {}) =>
    place.slash("video", { prompt: PROMPT, negative_prompt: NEGATIVE, ...options });

  // All goes well, with a frame, after an edit that Discord refused and an answer that was lost.
  runware.hold();
  const refusedEdit = discord.faults.next({
    match: { method: "PATCH", route: /^\/webhooks/ },
    do: { status: 400, body: { code: 50_035, message: "Invalid Form Body" } },
  });
  discord.faults.next({ match: { route: /\/callback$/ }, do: { hangUp: "after" } });
  const lucky = await ask({ first_frame: frame });
  await refusedEdit.met;
  await runware.release();
  await cardWith(place, lucky, "made in");

  // Refused by us, by Runware, and by a file that is no video.
  await shownPrivately(place, await ask({ first_frame: { ...png(10, 10), name: `${FILE}.png` } }));
  runware.faults.task(() => true, { error: { code: "timeoutProvider", message: "late" } }, 1);
  await cardWith(place, await ask(), "took too long");
  runware.faults.task(() => true, { wrongBytes: "html" }, 1);
  await cardWith(place, await ask(), "Reference");
  runware.faults.next({ do: { status: 500, body: { errors: [{ code: "x", message: "y" }] } } });
  await cardWith(place, await ask(), "made in");

  // Pressed, cancelled, with a fault of ours in between.
  runware.hold();
  const use = await ask();
  const card = await cardWith(place, use, "Rendering");
  discord.faults.next({
    match: { method: "POST", route: "/webhooks/:id/:token" },
    do: { status: 400, body: { code: 50_035, message: "Invalid Form Body" } },
  });
  await shownPrivately(place, await member.press(card, "Details"));
  await member.press(card, "Cancel");
  await cardWith(place, use, "will be discarded");
  await runware.release();
  await cardWith(place, use, "has been discarded");
  await stage.stopBot();
  log = stage.log.lines.map((line) => JSON.stringify(line)).join("\n");
});
afterAll(() => stage.close());

test("the log of that day tells what happened, at every level", () => {
  const levels = new Set(stage.log.lines.map(({ level }) => level));
  expect(levels).toEqual(new Set(["debug", "info", "warn", "error"]));
});

test("no bot token is in the log", () => {
  expect(log).not.toContain(stage.discord.token);
});

test("no API key is in the log", () => {
  expect(log).not.toContain(stage.runware.apiKey);
});

test("no interaction token is in the log", () => {
  const tokens = [...stage.discord.world.interactions.values()].map(({ token }) => token);
  expect(tokens.length).toBeGreaterThan(7);
  for (const token of tokens) expect(log).not.toContain(token);
});

test("no address is in the log that is signed or holds a result", () => {
  expect(log).not.toMatch(/[?&](?:ex|is|hm)=/);
  const results = stage.runware.tasks.flatMap((task) => task.results);
  expect(results.length).toBeGreaterThan(4);
  for (const { videoURL } of results) expect(log).not.toContain(videoURL ?? "://");
});

test("no prompt is in the log", () => {
  expect(log).not.toContain(PROMPT);
  expect(log).not.toContain(NEGATIVE);
});

test("no name of a member's file is in the log, and no name of a member", () => {
  expect(log).not.toContain(FILE);
  expect(log).not.toContain("Member One");
});

test("what a member was told to quote is found in the log", () => {
  const told = [...stage.discord.world.channels.values()]
    .flatMap(({ messages }) => [...messages.values()])
    .map((message) => JSON.stringify(message.components) + message.content)
    .flatMap((text) => [...text.matchAll(/Reference: `([0-9a-f]{8})`/g)])
    .map(([, reference]) => reference);
  expect(told.length).toBeGreaterThanOrEqual(3);
  for (const reference of told) expect(log).toContain(reference);
});
