import { createServer, type RequestListener } from "node:http";
import type { AddressInfo } from "node:net";
import { readdir } from "node:fs/promises";
import path from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { ask } from "../support/asking.ts";
import { buttonsOf, textOf } from "../support/cards.ts";
import { postedVideos } from "../support/posted-video.ts";
import { setStage } from "../support/stage.ts";

const LOST = "The video was made, but could not be fetched from Runware any more.";
const QUICK = { runware: { renderMs: () => 500, cost: () => 0.05 } };

test.each([
  { format: "MP4", audio: false, container: /mp4/, videoCodec: "h264", extension: "mp4" },
  { format: "MP4", audio: true, container: /mp4/, videoCodec: "h264", extension: "mp4" },
  { format: "WEBM", audio: false, container: /webm/, videoCodec: "vp8", extension: "webm" },
  { format: "WEBM", audio: true, container: /webm/, videoCodec: "vp8", extension: "webm" },
  { format: "MOV", audio: false, container: /mov/, videoCodec: "h264", extension: "mov" },
  { format: "MOV", audio: true, container: /mov/, videoCodec: "h264", extension: "mov" },
])("a $format with audio $audio plays in Discord as it was made", async (expected) => {
  const { format, audio, container, videoCodec, extension } = expected;
  const stage = await setStage(QUICK);
  const card = await (await ask(stage, { format, audio })).over();
  const [posted] = await postedVideos(card);
  expect(posted).toMatchObject({ audio, videoCodec, width: 640, height: 360, durationS: 5 });
  expect(posted?.container).toMatch(container);
  expect(card.attachments[0]?.filename).toMatch(new RegExp(`\\.${extension}$`));
});

test.each([
  ["540p", "9:16", 8, 540, 960],
  ["720p", "1:1", 5, 720, 720],
  ["360p", "4:3", 10, 480, 360],
])(
  "%s at %s for %i s is posted with its size and length",
  async (resolution, aspect, duration, width, height) => {
    const stage = await setStage(QUICK);
    const card = await (await ask(stage, { resolution, aspect, duration })).over();
    const [posted] = await postedVideos(card);
    expect(posted).toMatchObject({ width, height, durationS: duration });
  },
);

test("the very bytes of Runware's file are posted where they fit", async () => {
  const stage = await setStage(QUICK);
  const asked = await ask(stage);
  const card = await asked.over();
  const { results } = await asked.task();
  const [made, posted] = await Promise.all(
    [results[0]?.videoURL, card.attachments[0]?.url].map(async (url = "") =>
      Buffer.from(await (await fetch(url)).arrayBuffer()),
    ),
  );
  expect(posted).toEqual(made);
});

test.each(["html", "empty"] as const)(
  "a result whose bytes are %s is never posted",
  async (wrongBytes) => {
    const stage = await setStage(QUICK);
    stage.runware.faults.task(() => true, { wrongBytes });
    const asked = await ask(stage);
    await asked.task();
    // An empty file may be a passing fault: it is fetched some times before it is given up.
    const keepGoing = setInterval(() => stage.clock.advance(30_000), 50);
    onTestFinished(() => clearInterval(keepGoing));
    const card = await asked.over();
    expect(card.attachments).toEqual([]);
    expect(textOf(card)).toContain(LOST);
    expect(textOf(card)).toContain("It cost $0.05.");
    expect(buttonsOf(card)).toContain("Try again");
  },
);

test("a result whose link has expired ends with a sentence and what it cost", async () => {
  const stage = await setStage({ runware: { manual: true, cost: () => 0.05 } });
  const asked = await ask(stage);
  const { taskUUID } = await asked.rendering();
  await stage.runware.finish(taskUUID);
  stage.runware.expire(taskUUID);
  stage.clock.advance(60_000);
  const card = await asked.over();
  expect(card.attachments).toEqual([]);
  expect(textOf(card)).toContain("It cost $0.05.");
  expect(stage.log.lines).toContainEqual(expect.objectContaining({ level: "error", taskUUID }));
});

test("one lost video of three leaves the others and a sentence", async () => {
  const stage = await setStage({ runware: { manual: true, cost: () => 0.05 } });
  const asked = await ask(stage, { results: 3 });
  const task = await asked.rendering();
  await stage.runware.finish(task.taskUUID);
  const second = new URL(task.results[1]?.videoURL ?? "").pathname;
  stage.runware.faults.file({ match: (at) => at === second, times: 100, do: { status: 404 } });
  stage.clock.advance(60_000);
  const card = await asked.over();
  expect(card.attachments).toHaveLength(2);
  expect(textOf(card)).toContain("Video 2 could not be fetched from Runware any more.");
  expect(textOf(card)).toContain("$0.15");
});

test("a cut download is taken up where it broke off", async () => {
  const stage = await setStage(QUICK);
  stage.runware.faults.task(() => true, { minBytes: 300_000, filling: "padding" });
  stage.runware.faults.file({ do: { cutAtByte: 100_000 } });
  stage.runware.faults.file({ do: { cutAtByte: 100_000 } });
  const asked = await ask(stage);
  const card = await asked.over();
  expect(card.attachments).toHaveLength(1);
  expect(card.attachments[0]?.size).toBeGreaterThanOrEqual(300_000);
  const [posted] = await postedVideos(card);
  expect(posted).toMatchObject({ width: 640, height: 360 });
});

test.each([500, 503, 429])("a download answered %i is tried again later", async (status) => {
  const stage = await setStage(QUICK);
  stage.runware.faults.file({ times: 2, do: { status } });
  const card = await (await ask(stage)).over();
  expect(card.attachments).toHaveLength(1);
});

test.each([
  "https://example.com/video.mp4",
  "https://runware.ai.example.com/video.mp4",
  "https://vm.runware.ai@example.com/video.mp4",
  "https://vm.runware.ai:8443/video.mp4",
  "http://vm.runware.ai/video.mp4",
  "file:///etc/hostname",
  "not an address",
])("a result at %s is not fetched", async (badUrl) => {
  const stage = await setStage(QUICK);
  stage.runware.faults.task(() => true, { badUrl });
  const card = await (await ask(stage)).over();
  expect(card.attachments).toEqual([]);
  expect(textOf(card)).toContain(LOST);
  expect(textOf(card)).not.toContain(badUrl);
});

test("a host named in RESULT_HOSTS is asked, others beside it are not", async () => {
  const stage = await setStage({ ...QUICK, env: { RESULT_HOSTS: "files.example.com" } });
  const { faults } = stage.runware;
  const goes = (url: string, prompt: string) =>
    faults.task((body) => body["positivePrompt"] === prompt, { badUrl: url });
  goes("https://files.example.com/a.mp4", "listed");
  goes("https://other.example.com/a.mp4", "not listed");
  const listed = await ask(stage, { prompt: "listed" });
  const other = await ask(stage, { prompt: "not listed" });
  expect(textOf(await other.over())).toContain(LOST);
  // No test may leave this machine: the attempt shows, and the download is tried again later.
  await stage.discord.waitFor(() =>
    stage.log.lines.some(({ error }) => JSON.stringify(error ?? "").includes("files.example.com")),
  );
  expect(textOf(listed.card())).not.toContain(LOST);
});

/** A server of somebody's on this machine. */
async function serve(handle: RequestListener): Promise<string> {
  const server = createServer(handle);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

test("a result that redirects to another host is not followed there", async () => {
  const stage = await setStage(QUICK);
  const origin = await serve((_request, response) => {
    response.writeHead(302, { location: "https://example.com/video.mp4" }).end();
  });
  stage.runware.faults.task(() => true, { badUrl: `${origin}/video.mp4` });
  const card = await (await ask(stage)).over();
  expect(card.attachments).toEqual([]);
  expect(textOf(card)).toContain(LOST);
});

test("a redirect within what is allowed is followed", async () => {
  const stage = await setStage(QUICK);
  const other = await ask(stage);
  await other.over();
  const { results } = await other.task();
  const origin = await serve((_request, response) => {
    response.writeHead(307, { location: results[0]?.videoURL ?? "" }).end();
  });
  stage.runware.faults.task(() => true, { badUrl: `${origin}/video.mp4` });
  const card = await (await ask(stage)).over();
  expect(card.attachments).toHaveLength(1);
});

test("an endless chain of redirects is given up", async () => {
  const stage = await setStage(QUICK);
  const origin = await serve(({ url }, response) => {
    response.writeHead(302, { location: `${url}0` }).end();
  });
  stage.runware.faults.task(() => true, { badUrl: `${origin}/video.mp4` });
  const card = await (await ask(stage)).over();
  expect(textOf(card)).toContain(LOST);
});

test("while a finished video is fetched the card says that it is on its way", async () => {
  const stage = await setStage(QUICK);
  const heal = stage.runware.faults.file({ times: 1000, do: { status: 503 } });
  const asked = await ask(stage);
  const card = await asked.shows(/\*\*Finished\*\*, on its way here/);
  expect(buttonsOf(card)).toEqual(["Details"]);
  heal();
  stage.clock.advance(60_000);
  expect((await asked.over()).attachments).toHaveLength(1);
});

test("the spool is empty once the videos are in Discord", async () => {
  const stage = await setStage(QUICK);
  await (await ask(stage, { results: 2 })).over();
  await expect.poll(() => readdir(path.join(stage.dataDir, "spool"))).toEqual([]);
});
