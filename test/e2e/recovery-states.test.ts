import { randomUUID } from "node:crypto";
import { mkdir, writeFile } from "node:fs/promises";
import path from "node:path";
import { describe, expect, test } from "vitest";
import type { Generation, State, Video } from "../../src/generation/generation.ts";
import { ask } from "../support/asking.ts";
import { galleryOf, textOf } from "../support/cards.ts";
import {
  allArchived,
  leave,
  leftRendering,
  runSql,
  spool,
  spooledIds,
  spoolFolder,
  stored,
  videosIn,
  withStore,
} from "../support/left-records.ts";
import { setStage } from "../support/stage.ts";

const HELD = { runware: { manual: true } } as const;
const MINUTE_MS = 60_000;
/** As a record is before its first submit. */
const NEVER_SENT = { attempts: 0, since: null, maybeTakenAt: null };

const queuedAgain = (record: Generation): Generation => ({
  ...record,
  taskUUID: randomUUID(),
  state: "queued",
  submit: NEVER_SENT,
  renderingAt: null,
});

const submittingSince = (record: Generation, maybeTakenAt: number): Generation => ({
  ...record,
  state: "submitting",
  submit: { attempts: 1, since: maybeTakenAt, maybeTakenAt },
  renderingAt: null,
});

describe("a record left queued", () => {
  test("gets its turn after the start, on the card that is there", async () => {
    const stage = await setStage(HELD);
    const { asked, record } = await leftRendering(stage);
    const left = queuedAgain(record);
    await leave(stage, left);
    await stage.startBot();
    const { taskUUID } = await stage.runware.waitForTask((task) => task.taskUUID === left.taskUUID);
    await stage.runware.finish(taskUUID);
    expect(galleryOf(await asked.over())).toHaveLength(1);
    expect(stage.channel.messages()).toHaveLength(1);
  });

  test("without a message id finds its card at Discord and goes on", async () => {
    const stage = await setStage(HELD);
    const { asked, record } = await leftRendering(stage);
    const left = queuedAgain(record);
    await leave(stage, { ...left, card: { ...left.card, messageId: null } });
    await stage.startBot();
    const { taskUUID } = await stage.runware.waitForTask((task) => task.taskUUID === left.taskUUID);
    await stage.runware.finish(taskUUID);
    expect(galleryOf(await asked.over())).toHaveLength(1);
    expect(stage.channel.messages()).toHaveLength(1);
  });

  test("without a message id and without a card is cancelled: nothing posted, nothing sent, nothing reserved", async () => {
    const stage = await setStage(HELD);
    const { record } = await leftRendering(stage);
    // Typed while nobody is there: the member saw "did not respond".
    const use = await stage.member.in(stage.channel).slash("video", { prompt: "a kite" });
    await stage.discord.waitFor(() => use.interaction.state === "lapsed" || undefined);
    const { id, token } = use.interaction;
    const left = queuedAgain(record);
    await leave(stage, { ...left, id, card: { ...left.card, messageId: null, token } });
    await stage.startBot();
    await stage.log.waitFor(
      "a request whose card never reached the member is dropped; nothing was spent",
    );
    const { unfinished, archive } = await stored(stage, id);
    expect(unfinished).toBeUndefined();
    expect(archive).toMatchObject({
      state: "cancelled",
      failure: { kind: "unanswered" },
      reservedMicroUsd: 0,
    });
    expect(stage.channel.messages()).toHaveLength(1);
    expect(stage.runware.tasks.map(({ taskUUID }) => taskUUID)).not.toContain(left.taskUUID);
  });

  test("without a message id and with a dead token is found in the channel", async () => {
    const stage = await setStage(HELD);
    const { asked, record } = await leftRendering(stage);
    const left = queuedAgain(record);
    await leave(stage, { ...left, card: { ...left.card, messageId: null } });
    stage.discord.clock.advance(16 * MINUTE_MS);
    await stage.startBot();
    const { taskUUID } = await stage.runware.waitForTask((task) => task.taskUUID === left.taskUUID);
    await stage.runware.finish(taskUUID);
    expect(galleryOf(await asked.over())).toHaveLength(1);
    expect(stage.channel.messages()).toHaveLength(1);
  });

  test("without a message id is cancelled where its private card is out of reach", async () => {
    const stage = await setStage(HELD);
    const { asked, record } = await leftRendering(stage, { private: true });
    const left = queuedAgain(record);
    await leave(stage, { ...left, card: { ...left.card, messageId: null } });
    stage.discord.clock.advance(16 * MINUTE_MS);
    await stage.startBot();
    await allArchived(stage);
    const { archive } = await stored(stage, asked.id);
    expect(archive).toMatchObject({ state: "cancelled", reservedMicroUsd: 0 });
    expect(stage.runware.tasks.map(({ taskUUID }) => taskUUID)).not.toContain(left.taskUUID);
  });

  test("keeps its place although Discord fails while it is looked for", async () => {
    const stage = await setStage(HELD);
    const { asked, record } = await leftRendering(stage);
    const left = queuedAgain(record);
    await leave(stage, { ...left, card: { ...left.card, messageId: null } });
    const looking = { method: "GET", route: /(@|%40)original$/ };
    stage.discord.faults.next({ match: looking, times: 5, do: { status: 503 } });
    await stage.startBot();
    const { taskUUID } = await stage.runware.waitForTask((task) => task.taskUUID === left.taskUUID);
    await stage.runware.finish(taskUUID);
    expect(galleryOf(await asked.over())).toHaveLength(1);
  });
});

describe("a record left submitting", () => {
  test.each([
    { when: "a moment ago", agoMs: 1000 },
    { when: "over ten minutes ago", agoMs: 11 * MINUTE_MS },
  ])("$when goes on with the task that Runware has", async ({ agoMs }) => {
    const stage = await setStage(HELD);
    const { asked, task, record } = await leftRendering(stage);
    await leave(stage, submittingSince(record, stage.clock.now() - agoMs));
    await stage.startBot();
    await stage.runware.finish(task.taskUUID);
    expect(galleryOf(await asked.over())).toHaveLength(1);
    expect(stage.runware.tasks).toHaveLength(1);
  });

  test("is sent once more, under its own taskUUID, where Runware does not know the task", async () => {
    const stage = await setStage(HELD);
    const { asked, record } = await leftRendering(stage);
    const taskUUID = randomUUID();
    await leave(stage, { ...submittingSince(record, stage.clock.now()), taskUUID });
    await stage.startBot();
    await stage.runware.waitForTask((task) => task.taskUUID === taskUUID);
    await stage.runware.finish(taskUUID);
    expect(galleryOf(await asked.over())).toHaveLength(1);
  });

  test("is never sent again after ten minutes: the card says that the charge is unknown", async () => {
    const stage = await setStage(HELD);
    const { asked, record } = await leftRendering(stage);
    const taskUUID = randomUUID();
    const longAgo = stage.clock.now() - 11 * MINUTE_MS;
    await leave(stage, { ...submittingSince(record, longAgo), taskUUID });
    await stage.startBot();
    expect(textOf(await asked.over())).toContain("We cannot tell whether it was charged");
    expect(stage.runware.tasks.map((task) => task.taskUUID)).not.toContain(taskUUID);
    await allArchived(stage);
    const { archive } = await stored(stage, asked.id);
    expect(archive).toMatchObject({ state: "failed", reservedMicroUsd: 0 });
  });
});

describe("a record left rendering", () => {
  test("is delivered where the result was ready meanwhile", async () => {
    const stage = await setStage(HELD);
    const { asked, task } = await leftRendering(stage, { results: 2 });
    await stage.runware.finish(task.taskUUID);
    await stage.startBot();
    expect(galleryOf(await asked.over())).toHaveLength(2);
    expect(stage.runware.tasks).toHaveLength(1);
  });

  test("says on its card that the bot restarted", async () => {
    const stage = await setStage(HELD);
    const { asked } = await leftRendering(stage);
    await stage.startBot();
    expect(textOf(await asked.shows(/The bot restarted/))).toContain("Rendering");
  });

  test("past its deadline is still asked for, and delivered", async () => {
    const stage = await setStage(HELD);
    const { asked, task, record } = await leftRendering(stage);
    await leave(stage, { ...record, renderingAt: stage.clock.now() - 25 * MINUTE_MS });
    await stage.startBot();
    await asked.shows(/takes much longer/);
    await stage.runware.finish(task.taskUUID);
    stage.clock.advance(2 * MINUTE_MS);
    expect(galleryOf(await asked.over())).toHaveLength(1);
  });

  test("over an hour past its deadline gets ten minutes more, and then expires", async () => {
    const stage = await setStage(HELD);
    const { asked, record } = await leftRendering(stage);
    await leave(stage, { ...record, renderingAt: stage.clock.now() - 90 * MINUTE_MS });
    await stage.startBot();
    await asked.shows(/takes much longer/);
    stage.clock.advance(10 * MINUTE_MS);
    expect(textOf(await asked.over())).toContain("Runware never finished this video");
    await allArchived(stage);
    const { archive } = await stored(stage, asked.id);
    expect(archive).toMatchObject({ state: "expired", reservedMicroUsd: 0 });
  });

  test("with a cancel on it is discarded when the result comes", async () => {
    const stage = await setStage(HELD);
    const { asked, task, record } = await leftRendering(stage);
    await leave(stage, { ...record, cancel: { by: record.memberId, at: stage.clock.now() } });
    await stage.startBot();
    await stage.runware.finish(task.taskUUID);
    const card = await asked.over();
    expect(galleryOf(card)).toEqual([]);
    expect(textOf(card)).toMatch(/Cancelled[^]*It cost/);
  });
});

describe("a record left delivering", () => {
  const delivering = (record: Generation, videos: Generation["videos"]): Generation => ({
    ...record,
    state: "delivering",
    videos,
    cost: { microUsd: 77_100, estimated: false },
    reservedMicroUsd: 0,
    readyAt: record.renderingAt,
  });

  test("uploads what is on disk, without fetching it again", async () => {
    const stage = await setStage(HELD);
    const { asked, task, record } = await leftRendering(stage);
    await stage.runware.finish(task.taskUUID);
    await spool(stage, asked.id, task);
    // Nobody could fetch it any more.
    stage.runware.expire(task.taskUUID);
    await leave(stage, delivering(record, videosIn(task)));
    await stage.startBot();
    expect(galleryOf(await asked.over())).toHaveLength(1);
    await allArchived(stage);
    expect((await stored(stage, asked.id)).archive?.state).toBe("done");
  });

  test("fetches what is not on disk", async () => {
    const stage = await setStage(HELD);
    const { asked, task, record } = await leftRendering(stage);
    await stage.runware.finish(task.taskUUID);
    await mkdir(spoolFolder(stage, asked.id), { recursive: true });
    const half = path.join(spoolFolder(stage, asked.id), `${videosIn(task)[0]?.videoUUID}.mp4`);
    await writeFile(`${half}.download.part`, "half a");
    await leave(stage, delivering(record, videosIn(task)));
    await stage.startBot();
    expect(galleryOf(await asked.over())).toHaveLength(1);
    await allArchived(stage);
    expect(await stored(stage, asked.id)).toMatchObject({
      unfinished: undefined,
      archive: { state: "done" },
    });
    expect(await spooledIds(stage)).toEqual([]);
  });

  test("with its videos on the card already shows them there once", async () => {
    const stage = await setStage({ runware: { renderMs: () => 1000 } });
    const asked = await ask(stage, { results: 2 });
    await asked.over();
    await allArchived(stage);
    const done = (await stored(stage, asked.id)).archive;
    if (done === undefined) throw new Error("no record was archived");
    const { token } = asked.use.interaction;
    await withStore(stage, async ({ unfinished, archive }) => {
      await unfinished.set(asked.id, {
        ...done,
        state: "delivering",
        card: { ...done.card, token },
        videos: done.videos.map((video) => ({ ...video, posted: null })),
        endedAt: null,
      });
      await archive.delete(asked.id);
    });
    const edits = stage.discord.wire.find("PATCH", /original$/).length;
    await stage.startBot();
    await stage.discord.waitFor(
      () => stage.discord.wire.find("PATCH", /original$/).length > edits || undefined,
    );
    await allArchived(stage);
    expect((await stored(stage, asked.id)).archive?.state).toBe("done");
    expect(asked.card().attachments).toHaveLength(2);
    expect(galleryOf(asked.card())).toHaveLength(2);
    expect(stage.channel.messages()).toHaveLength(1);
  });
});

describe("an end left among the unfinished", () => {
  const rejected: Video = {
    videoUUID: "b5f1ba43-95ea-4a0e-9b5a-0f8a3e3a1c11",
    url: "https://vm.runware.ai/video.mp4",
    seed: 1,
    costMicroUsd: 10_000,
    flagged: true,
    review: { verdict: "rejected", by: "100000000000000001", at: 1 },
    posted: null,
  };
  const ENDS: {
    state: State;
    failure: Generation["failure"];
    videos?: Video[];
    says: string;
  }[] = [
    { state: "failed", failure: failure("provider"), says: "could not make this video" },
    { state: "cancelled", failure: null, says: "Cancelled" },
    { state: "expired", failure: failure("deadline"), says: "never finished" },
    { state: "rejected", failure: null, videos: [rejected], says: "decided against" },
  ];

  test.each(ENDS)("$state is shown on its card and archived", async ({ says, ...end }) => {
    const stage = await setStage(HELD);
    const { asked, record } = await leftRendering(stage);
    const endedAt = stage.clock.now();
    await leave(stage, { ...record, ...end, endedAt, reservedMicroUsd: 0 });
    await stage.startBot();
    expect(textOf(await asked.over())).toContain(says);
    await allArchived(stage);
    expect(await stored(stage, asked.id)).toMatchObject({
      unfinished: undefined,
      archive: { state: end.state, card: { token: null } },
    });
  });

  test("done is archived without a word, and its files are removed", async () => {
    const stage = await setStage(HELD);
    const { asked, task, record } = await leftRendering(stage);
    await stage.runware.finish(task.taskUUID);
    await spool(stage, asked.id, task);
    const posted = { as: "file", fileName: "video.mp4" } as const;
    const videos = videosIn(task).map((video) => ({ ...video, posted }));
    await leave(stage, { ...record, state: "done", videos, reservedMicroUsd: 0, endedAt: 1 });
    const requests = stage.discord.wire.find("PATCH", /original$/).length;
    await stage.startBot();
    await allArchived(stage);
    expect(await stored(stage, asked.id)).toMatchObject({
      unfinished: undefined,
      archive: { state: "done" },
    });
    expect(stage.discord.wire.find("PATCH", /original$/)).toHaveLength(requests);
    expect(await spooledIds(stage)).toEqual([]);
  });

  function failure(kind: NonNullable<Generation["failure"]>["kind"]): Generation["failure"] {
    return { kind, referenceId: "1a2b3c4d", detail: null };
  }
});

describe("what a start leaves alone", () => {
  test("a record that waits for its member's yes", async () => {
    const stage = await setStage(HELD);
    const { asked, record } = await leftRendering(stage);
    const left: Generation = { ...record, state: "held", reservedMicroUsd: 0 };
    await leave(stage, left);
    await stage.startBot();
    expect(await stored(stage, asked.id)).toEqual({ unfinished: left, archive: undefined });
  });
});

describe("a record that cannot be read", () => {
  const BROKEN = "SELECT value FROM keyv WHERE key LIKE 'broken:unfinished:%'";
  const WRITE = "INSERT OR REPLACE INTO keyv (key, value) VALUES (?, ?)";

  test.each([
    { what: "of broken bytes", text: '{"version":1,"record":{"id":"12' },
    {
      what: "of an older version without its migration",
      text: '{"version":1,"record":{"id":"100000000000000001","state":"rendering"}}',
    },
  ])("$what is set aside, and hides none behind it", async ({ text }) => {
    const stage = await setStage(HELD);
    const { asked, task } = await leftRendering(stage);
    // Before the other in every order there is.
    await runSql(stage, WRITE, "unfinished:100000000000000001", text);
    await stage.runware.finish(task.taskUUID);
    await stage.startBot();
    expect(galleryOf(await asked.over())).toHaveLength(1);
    await stage.stopBot();
    expect(await runSql(stage, BROKEN)).toEqual([{ value: text }]);
    const error = stage.log.lines.find(({ msg }) => msg === "an unfinished record cannot be read");
    expect(error).toMatchObject({ level: "error", generationId: "100000000000000001" });
  });

  test("of a newer version stays where it is, for the release that wrote it", async () => {
    const stage = await setStage(HELD);
    const { asked, task } = await leftRendering(stage);
    const text = '{"version":99,"record":{"anything":true}}';
    await runSql(stage, WRITE, "unfinished:100000000000000001", text);
    await stage.runware.finish(task.taskUUID);
    await stage.startBot();
    expect(galleryOf(await asked.over())).toHaveLength(1);
    await stage.stopBot();
    const kept = "SELECT value FROM keyv WHERE key = 'unfinished:100000000000000001'";
    expect(await runSql(stage, kept)).toEqual([{ value: text }]);
  });
});

test("files of generations that nobody knows are removed at the start", async () => {
  const stage = await setStage(HELD);
  await stage.stopBot();
  await mkdir(spoolFolder(stage, "100000000000000001"), { recursive: true });
  await writeFile(path.join(spoolFolder(stage, "100000000000000001"), "left.mp4"), "left");
  await stage.startBot();
  expect(await spooledIds(stage)).toEqual([]);
});
