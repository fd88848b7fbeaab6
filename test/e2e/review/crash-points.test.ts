import { expect, test } from "vitest";
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
  await decidedAsEver(stage, asked);
});

test("dead before anybody was asked", async () => {
  const { stage, asked, record } = await waiting();
  stage.moderator.deleteMessage(await stage.question(asked));
  await rewrite(stage, { unfinished: { ...record, review: record.review && unasked(record) } });
  await decidedAsEver(stage, asked);
});

test("dead between the post of the question and the record of it", async () => {
  const { stage, asked, record } = await waiting();
  const review = record.review && { ...record.review, messageId: null };
  await rewrite(stage, { unfinished: { ...record, review } });
  await decidedAsEver(stage, asked);
});

test("dead between the post of the question and the record of it, and started an hour later", async () => {
  const { stage, asked, record } = await waiting();
  const review = record.review && { ...record.review, messageId: null };
  await rewrite(stage, { unfinished: { ...record, review } }, 60 * 60_000);
  await decidedAsEver(stage, asked);
});

test("dead between the copy into the waiting and its removal from the unfinished", async () => {
  const { stage, asked, record } = await waiting();
  await rewrite(stage, { unfinished: record, reviewing: record });
  await decidedAsEver(stage, asked);
});

test("dead after a verdict was written, before anything followed from it", async () => {
  const { stage, asked, record } = await waiting();
  await rewrite(stage, { reviewing: approved(stage, record) });
  await posted(stage, asked);
});

test("dead between the copy back into the unfinished and its removal from the waiting", async () => {
  const { stage, asked, record } = await waiting();
  await rewrite(stage, { unfinished: approved(stage, record), reviewing: record });
  await posted(stage, asked);
});

test("dead after the video was posted, before that was written", async () => {
  const { stage, asked, record } = await waiting();
  await stage.startBot();
  await stage.moderator.press(await stage.question(asked), "Approve");
  await asked.shows(/made in/);
  await gone(stage, asked);
  await stage.stopBot();
  await rewrite(stage, { unfinished: approved(stage, record) });
  await posted(stage, asked);
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
  await stage.logged(/🚫 Rejected/);
  await gone(stage, asked);
});

test("dead between the last messages and the archive", async () => {
  const { stage, asked, record } = await waiting();
  await stage.startBot();
  await stage.moderator.press(await stage.question(asked), "Approve");
  await asked.shows(/made in/);
  await gone(stage, asked);
  await stage.stopBot();
  const archived = await withStore(stage, ({ archive }) => archive.get(record.id));
  await rewrite(stage, { unfinished: archived });
  await posted(stage, asked);
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

/** There is one question, and a verdict on it does what it should. */
async function decidedAsEver(stage: Reviewed, asked: Asked): Promise<void> {
  await stage.moderator.press(await stage.question(asked), "Approve");
  await posted(stage, asked);
}

async function posted(stage: Reviewed, asked: Asked): Promise<void> {
  await expect.poll(() => videosOf(asked.card()).length, { timeout: 20_000 }).toBe(1);
  await stage.logged(/✅ Approved/);
  await gone(stage, asked);
  expect(stage.logChannel.messages()).toHaveLength(1);
  expect(stage.logChannel.messages().flatMap((message) => buttonsOf(message))).toEqual([]);
  expect(stage.channel.messages()).toHaveLength(1);
}

/** The record is in the archive and nowhere else. */
async function gone(stage: Reviewed, { id }: Asked): Promise<void> {
  const sql = "SELECT key FROM keyv WHERE key LIKE ?";
  await expect
    .poll(() => runSql(stage, sql, `%:${id}`), { timeout: 20_000 })
    .toEqual([{ key: `archive:${id}` }]);
}
