import { expect, test } from "vitest";
import { z } from "zod";
import type { Generation, Video } from "../../../src/generation/generation.ts";
import { ask, type Asked } from "../../support/asking.ts";
import { buttonsOf, videosOf } from "../../support/cards.ts";
import { runSql, withStore } from "../../support/left-records.ts";
import { reviewed, type Reviewed } from "../../support/reviewing.ts";

// Each test leaves the records that a process would leave that died at one point of the way; what a
// moderator sees and does afterwards is the same at all of them.

test("dead before the record left the unfinished: asked once, and decided", async () => {
  const { stage, asked, record } = await waiting();
  await rewrite(stage, { unfinished: record });
  expect(await onceApproved(stage, asked)).toEqual(POSTED);
});

test("dead before anybody was asked", async () => {
  const { stage, asked, record } = await waiting();
  stage.moderator.deleteMessage(await stage.question(asked));
  await rewrite(stage, { unfinished: { ...record, review: record.review && unasked(record) } });
  expect(await onceApproved(stage, asked)).toEqual(POSTED);
});

test("dead between the post of the question and the record of it", async () => {
  const { stage, asked, record } = await waiting();
  const review = record.review && { ...record.review, messageId: null };
  await rewrite(stage, { unfinished: { ...record, review } });
  expect(await onceApproved(stage, asked)).toEqual(POSTED);
});

test("dead between the post of the question and the record of it, and started an hour later", async () => {
  const { stage, asked, record } = await waiting();
  const review = record.review && { ...record.review, messageId: null };
  await rewrite(stage, { unfinished: { ...record, review } }, 60 * 60_000);
  expect(await onceApproved(stage, asked)).toEqual(POSTED);
});

test("dead between the copy into the waiting and its removal from the unfinished", async () => {
  const { stage, asked, record } = await waiting();
  await rewrite(stage, { unfinished: record, reviewing: record });
  expect(await onceApproved(stage, asked)).toEqual(POSTED);
});

test("dead after a verdict was written, before anything followed from it", async () => {
  const { stage, asked, record } = await waiting();
  await rewrite(stage, { reviewing: approved(stage, record) });
  await asked.shows(/made in/);
  expect(await inTheEnd(stage, asked)).toEqual(POSTED);
});

test("dead between the copy back into the unfinished and its removal from the waiting", async () => {
  const { stage, asked, record } = await waiting();
  await rewrite(stage, { unfinished: approved(stage, record), reviewing: record });
  await asked.shows(/made in/);
  expect(await inTheEnd(stage, asked)).toEqual(POSTED);
});

test("dead after the video was posted, before that was written", async () => {
  const { stage, asked, record } = await waiting();
  await stage.startBot();
  await onceApproved(stage, asked);
  await stage.stopBot();
  await rewrite(stage, { unfinished: approved(stage, record) });
  await asked.shows(/made in/);
  expect(await inTheEnd(stage, asked)).toEqual(POSTED);
});

test("dead after a rejection was written, before anything followed from it", async () => {
  const { stage, asked, record } = await waiting();
  const review = { verdict: "rejected", by: stage.moderator.id, at: record.createdAt } as const;
  const videos = record.videos.map((video): Video => ({ ...video, review }));
  const rejected: Generation = {
    ...record,
    state: "rejected",
    videos,
    endedAt: record.createdAt,
  };
  await rewrite(stage, { reviewing: rejected });
  await asked.shows(/decided against this video/);
  expect(await inTheEnd(stage, asked)).toEqual({ ...POSTED, videos: 0 });
});

test("dead between the last messages and the archive", async () => {
  const { stage, asked, record } = await waiting();
  await stage.startBot();
  await onceApproved(stage, asked);
  await stage.stopBot();
  const archived = await withStore(stage, ({ archive }) => archive.get(record.id));
  await rewrite(stage, { unfinished: archived });
  await asked.shows(/made in/);
  expect(await inTheEnd(stage, asked)).toEqual(POSTED);
});

test("an unreadable record that waits stays where it is, with its files, and hides no other", async () => {
  const { stage, asked, record } = await waiting();
  await runSql(
    stage,
    'UPDATE keyv SET value = \'{"version":1,"record":7}\' WHERE key = ?',
    `reviewing:${record.id}`,
  );
  await stage.startBot();
  await stage.log.waitFor("the record of a video that waits for a moderator cannot be read");
  const other = await ask(stage);
  await stage.moderator.press(await stage.question(other), "Approve");
  expect(videosOf(await other.shows(/made in/))).toHaveLength(1);
  const kept = await runSql(stage, "SELECT key FROM keyv WHERE key = ?", `reviewing:${record.id}`);
  expect(kept).toHaveLength(1);
  expect(asked.card().attachments).toEqual([]);
});

/** A generation that waits for a moderator, with the process stopped. */
async function waiting(): Promise<{ stage: Reviewed; asked: Asked; record: Generation }> {
  const stage = await reviewed();
  const asked = await ask(stage);
  await stage.question(asked);
  await asked.shows(/held for a moderator/);
  const key = `reviewing:${asked.id}`;
  const find = () => runSql(stage, "SELECT key FROM keyv WHERE key = ?", key);
  await expect.poll(find, { timeout: 10_000 }).toHaveLength(1);
  await stage.stopBot();
  const record = await withStore(stage, ({ reviewing }) => reviewing.get(asked.id));
  if (record === undefined) throw new Error("nothing waits");
  return { stage, asked, record };
}

/** Leaves the record in these collections and in no other, and starts the bot. */
async function rewrite(
  stage: Reviewed,
  left: { unfinished?: Generation | undefined; reviewing?: Generation },
  laterMs = 0,
): Promise<void> {
  const { id } = left.unfinished ?? left.reviewing ?? { id: "" };
  await withStore(stage, async ({ unfinished, reviewing, archive }) => {
    await Promise.all([unfinished.delete(id), reviewing.delete(id), archive.delete(id)]);
    if (left.unfinished !== undefined) await unfinished.set(id, left.unfinished);
    if (left.reviewing !== undefined) await reviewing.set(id, left.reviewing);
  });
  stage.clock.advance(laterMs);
  await stage.startBot();
}

const unasked = ({ review }: Generation): Generation["review"] =>
  review && { ...review, channelId: null, messageId: null, attemptedAt: null };

function approved({ moderator }: Reviewed, record: Generation): Generation {
  const review = { verdict: "approved", by: moderator.id, at: record.createdAt } as const;
  const videos = record.videos.map((video): Video => ({ ...video, review }));
  return { ...record, state: "delivering", videos };
}

/** One card with one video, one question without buttons, and the record in the archive alone. */
const POSTED = { videos: 1, cards: 1, questions: 1, buttons: [], keys: ["archive"] };

/** What is left once the only question was answered with a yes. */
async function onceApproved(stage: Reviewed, asked: Asked): Promise<typeof POSTED> {
  await stage.moderator.press(await stage.question(asked), "Approve");
  return inTheEnd(stage, asked);
}

/** What is left once the record is in the archive and nowhere else. */
async function inTheEnd(stage: Reviewed, asked: Asked): Promise<typeof POSTED> {
  await stage.logged(/✅ Approved|🚫 Rejected/);
  const sql = "SELECT key FROM keyv WHERE key LIKE ?";
  const keys = async (): Promise<string[]> =>
    (await runSql(stage, sql, `%:${asked.id}`)).map((row) => KeySchema.parse(row).key);
  await expect.poll(keys, { timeout: 20_000 }).toEqual([`archive:${asked.id}`]);
  const questions = stage.logChannel.messages();
  return {
    videos: videosOf(asked.card()).length,
    cards: stage.channel.messages().length,
    questions: questions.length,
    buttons: questions.flatMap((message) => buttonsOf(message)) as never[],
    keys: (await keys()).map((key) => key.replace(`:${asked.id}`, "")),
  };
}

const KeySchema = z.object({ key: z.string() });
