import { readdir, utimes } from "node:fs/promises";
import path from "node:path";
import { expect, test } from "vitest";
import { ask, follow } from "../support/asking.ts";
import { buttonsOf, textOf } from "../support/cards.ts";
import { jpegOf, picture } from "../support/pictures.ts";
import { requestsOf } from "../support/runware-requests.ts";
import { setStage, type Stage } from "../support/stage.ts";

const QUICK = { runware: { renderMs: () => 1000 } };
/** A guild where files of 50 MiB may be attached. */
const ROOMY = { ...QUICK, guild: { boostTier: 2 as const } };

/** What goes inside a task at most. */
const INLINE_BYTES = 4 * 1024 * 1024;
const largePicture = (): Promise<Buffer> => jpegOf(INLINE_BYTES + 1);

async function keptFrames({ dataDir }: Stage): Promise<string[]> {
  const entries = await readdir(path.join(dataDir, "frames"), {
    recursive: true,
    withFileTypes: true,
  });
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => path.join(entry.parentPath, entry.name));
}

test.each([
  ["png", "image/png"],
  ["jpeg", "image/jpeg"],
  ["webp", "image/webp"],
] as const)("a %s reaches Runware as a data URI with its very bytes", async (type, mime) => {
  const stage = await setStage(QUICK);
  const bytes = await picture({ type });
  const asked = await ask(stage, { first_frame: { name: `boat.${type}`, bytes } });
  const { body } = await asked.task();
  const image = `data:${mime};base64,${bytes.toString("base64")}`;
  expect(body["inputs"]).toEqual({ frameImages: [{ image, frame: "first" }] });
  expect((await asked.over()).attachments).toHaveLength(1);
});

test("an image counts by its bytes, whatever its name says", async () => {
  const stage = await setStage(QUICK);
  const bytes = await picture({ type: "jpeg" });
  const asked = await ask(stage, { first_frame: { name: "boat.png", bytes } });
  const { body } = await asked.task();
  expect(JSON.stringify(body["inputs"])).toContain("data:image/jpeg;base64,");
});

test("frames go with the resolution, and never with width and height", async () => {
  const stage = await setStage(QUICK);
  const bytes = await picture();
  const asked = await ask(stage, {
    first_frame: { name: "a.png", bytes },
    resolution: "540p",
  });
  const { body } = await asked.task();
  expect(body).toMatchObject({ resolution: "540p" });
  expect(body).not.toHaveProperty("width");
  expect(body).not.toHaveProperty("height");
});

test("a lone last frame is labelled last", async () => {
  const stage = await setStage(QUICK);
  const asked = await ask(stage, { last_frame: { name: "a.png", bytes: await picture() } });
  const { job, body } = await asked.task();
  expect(job.frames.map(({ position }) => position)).toEqual(["last"]);
  expect(JSON.stringify(body["inputs"])).toContain('"frame":"last"');
});

test("two frames arrive in their places", async () => {
  const stage = await setStage(QUICK);
  const [red, blue] = await Promise.all([picture({ color: "red" }), picture({ color: "blue" })]);
  const asked = await ask(stage, {
    last_frame: { name: "blue.png", bytes: blue },
    first_frame: { name: "red.png", bytes: red },
  });
  const { body } = await asked.task();
  const uri = (bytes: Buffer) => `data:image/png;base64,${bytes.toString("base64")}`;
  expect(body["inputs"]).toEqual({
    frameImages: [
      { image: uri(red), frame: "first" },
      { image: uri(blue), frame: "last" },
    ],
  });
});

test("a picture of exactly 4 MiB goes inside the task, one byte more does not", async () => {
  const stage = await setStage(ROOMY);
  const [exact, above] = await Promise.all([jpegOf(INLINE_BYTES), jpegOf(INLINE_BYTES + 1)]);
  const inline = await (await ask(stage, { first_frame: { name: "a.jpg", bytes: exact } })).task();
  const named = await (await ask(stage, { first_frame: { name: "b.jpg", bytes: above } })).task();
  expect(JSON.stringify(inline.body["inputs"])).toContain("data:image/jpeg");
  expect(named.body["inputs"]).toEqual({
    frameImages: [{ image: stage.runware.media[0], frame: "first" }],
  });
});

test("a large picture is uploaded once for two generations, and named by its UUID", async () => {
  const stage = await setStage(ROOMY);
  const bytes = await largePicture();
  const first = await ask(stage, { first_frame: { name: "one.jpg", bytes } });
  await first.over();
  const second = await ask(stage, { last_frame: { name: "two.jpg", bytes } });
  await second.over();
  const [mediaUUID] = stage.runware.media;
  expect(stage.runware.media).toHaveLength(1);
  expect(requestsOf(stage.runware, "mediaStorage")).toHaveLength(1);
  expect((await first.task()).body["inputs"]).toEqual({
    frameImages: [{ image: mediaUUID, frame: "first" }],
  });
  expect((await second.task()).body["inputs"]).toEqual({
    frameImages: [{ image: mediaUUID, frame: "last" }],
  });
});

test("a large picture is uploaded once although two members send it at the same time", async () => {
  const stage = await setStage(ROOMY);
  const bytes = await largePicture();
  const other = stage.guild.addMember({ name: "Member Two" });
  const frame = { name: "same.jpg", bytes };
  const both = await Promise.all([
    ask(stage, { first_frame: frame }),
    ask(stage, { first_frame: frame }, { by: other }),
  ]);
  await Promise.all(both.map((asked) => asked.over()));
  expect(requestsOf(stage.runware, "mediaStorage")).toHaveLength(1);
});

test("a large picture that Runware no longer has is uploaded again", async () => {
  const stage = await setStage(ROOMY);
  const bytes = await largePicture();
  await (await ask(stage, { first_frame: { name: "one.jpg", bytes } })).over();
  const { apiUrl, apiKey, media } = stage.runware;
  const forget = { taskType: "mediaStorage", operation: "delete", media: media[0] };
  const answer = await fetch(apiUrl, {
    method: "POST",
    headers: { authorization: `Bearer ${apiKey}`, "content-type": "application/json" },
    body: JSON.stringify([{ ...forget, taskUUID: crypto.randomUUID() }]),
  });
  expect(answer.status).toBe(200);
  const again = await ask(stage, { first_frame: { name: "two.jpg", bytes } });
  expect((await again.over()).attachments).toHaveLength(1);
  expect((await again.task()).job.frames).toHaveLength(1);
});

test("the same frame of two generations is one file on disk", async () => {
  const stage = await setStage(QUICK);
  const bytes = await picture();
  await (await ask(stage, { first_frame: { name: "one.jpg", bytes } })).over();
  await (await ask(stage, { last_frame: { name: "two.jpg", bytes } })).over();
  expect(await keptFrames(stage)).toHaveLength(1);
});

test("at start the frames that nobody used for FRAME_DAYS are removed, younger ones stay", async () => {
  const stage = await setStage({ ...QUICK, env: { FRAME_DAYS: "2" } });
  const [red, blue] = await Promise.all([picture({ color: "red" }), picture({ color: "blue" })]);
  await (await ask(stage, { first_frame: { name: "red.png", bytes: red } })).over();
  const [redFile = ""] = await keptFrames(stage);
  await (await ask(stage, { first_frame: { name: "blue.png", bytes: blue } })).over();
  await stage.stopBot();
  const threeDaysAgo = new Date(Date.now() - 3 * 86_400_000);
  await utimes(redFile, threeDaysAgo, threeDaysAgo);
  await stage.startBot();
  const left = await keptFrames(stage);
  expect(left).toHaveLength(1);
  expect(left).not.toContain(redFile);
});

test("the frame of an unfinished generation outlives FRAME_DAYS", async () => {
  const stage = await setStage({ runware: { manual: true }, env: { FRAME_DAYS: "2" } });
  const asked = await ask(stage, {
    first_frame: { name: "red.png", bytes: await picture() },
  });
  await asked.rendering();
  const [file = ""] = await keptFrames(stage);
  await stage.stopBot();
  const longAgo = new Date(Date.now() - 90 * 86_400_000);
  await utimes(file, longAgo, longAgo);
  await stage.startBot();
  expect(await keptFrames(stage)).toEqual([file]);
});

test("Try again after the frame was swept says so and orders nothing", async () => {
  const stage = await setStage({ ...QUICK, env: { FRAME_DAYS: "2" } });
  stage.runware.faults.task(() => true, { error: { code: "timeoutProvider", message: "late" } }, 1);
  const asked = await ask(stage, { first_frame: { name: "red.png", bytes: await picture() } });
  const card = await asked.over();
  await stage.stopBot();
  const [file = ""] = await keptFrames(stage);
  const longAgo = new Date(Date.now() - 90 * 86_400_000);
  await utimes(file, longAgo, longAgo);
  await stage.startBot();
  const press = await stage.member.press(card, "Try again");
  await press.response();
  const again = follow(stage, press, "none");
  expect(textOf(await again.over())).toContain("no longer kept");
  expect(buttonsOf(again.card())).toEqual(["Details"]);
  expect(stage.runware.tasks).toHaveLength(1);
});

test("a frame that Discord's CDN serves only at the third try is used all the same", async () => {
  const stage = await setStage(QUICK);
  stage.discord.faults.next({
    match: { method: "GET", route: /ephemeral-attachments/ },
    times: 2,
    do: { status: 503 },
  });
  const asked = await ask(stage, { first_frame: { name: "a.png", bytes: await picture() } });
  expect((await asked.over()).attachments).toHaveLength(1);
});
