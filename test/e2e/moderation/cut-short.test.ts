import { expect, test } from "vitest";
import { startS3 } from "../../contract/archive/s3-server.ts";
import { galleryOf, shownPrivately } from "../../support/cards.ts";
import { runSql, withStore } from "../../support/left-records.ts";
import { answerTo } from "../../support/moderating.ts";
import { settled } from "../archive/support.ts";
import { follower, openFollowing, PATIENCE, type Following } from "../feeds/following.ts";
import { look } from "../gallery/looking.ts";
import { favour, finished, goneFrom, openShowcase, postsOf, shown } from "../showcase/showing.ts";

const notes = (stage: Pick<Following, "dataDir">): Promise<unknown[]> =>
  runSql(stage, "SELECT key FROM keyv WHERE key LIKE 'deletions:%'");

const until = (stage: Pick<Following, "dataDir">, expected: readonly unknown[]): Promise<void> =>
  expect.poll(() => notes(stage), PATIENCE).toEqual(expected);

test("a deletion that ended with its process right after the mark is carried out by the next one", async () => {
  const s3 = await startS3();
  const stage = await openFollowing({ env: s3.env });
  const { member, manager, channel, showcase, clock } = stage;
  const one = follower(stage, "Server One");
  await stage.allFollow(one);
  const asked = await finished(stage);
  await favour(asked, member);
  await shown(member, showcase, asked.id);
  await expect.poll(() => one.copies().length, PATIENCE).toBe(1);
  await expect.poll(() => s3.objects(), PATIENCE).toHaveLength(1);
  await settled(stage);

  await stage.stopBot();
  await withStore(stage, async ({ archive, deletions }) => {
    const deleted = { by: manager.id, at: clock.now() };
    await deletions.set(asked.id, { since: deleted.at });
    await archive.update(asked.id, (current) => current && { ...current, deleted });
  });
  await stage.startBot();

  await expect
    .poll(() => channel.messages().map(({ id }) => id), PATIENCE)
    .not.toContain(asked.card().id);
  await goneFrom(member, showcase, asked.id);
  await expect.poll(() => one.copies(), PATIENCE).toEqual([]);
  await expect.poll(() => s3.objects(), PATIENCE).toEqual([]);
  await until(stage, []);
  const entries = await runSql(
    stage,
    "SELECT key FROM keyv WHERE key LIKE 'gallery:%' AND CAST(value AS TEXT) LIKE ?1",
    `%${asked.id}%`,
  );
  expect(entries).toEqual([]);
});

test("one that Discord did not answer goes on at the next start, until Discord does", async () => {
  const stage = await openShowcase();
  const { discord, manager, channel } = stage;
  const asked = await finished(stage);
  const down = discord.faults.next({
    match: { method: "DELETE", route: /\/messages\// },
    times: 1000,
    do: { status: 503 },
  });
  const desk = manager.in(channel);
  const question = await shownPrivately(
    desk,
    await manager.messageCommand(asked.card(), "Delete video"),
  );
  expect(await answerTo(desk, await manager.press(question, "Delete for good"))).toMatch(
    /does not answer/,
  );
  await stage.stopBot();
  expect(await notes(stage)).toHaveLength(1);
  await stage.startBot();
  await stage.log.waitFor("a deletion is not done yet; tried again later");
  down.cancel();
  stage.clock.advance(60_000);
  await until(stage, []);
  expect(channel.messages()).toEqual([]);
});

test("one that ended with its process before the mark never was", async () => {
  const stage = await openShowcase();
  const { member, showcase } = stage;
  const asked = await finished(stage);
  await favour(asked, member);
  await shown(member, showcase, asked.id);
  await stage.stopBot();
  await withStore(stage, ({ deletions }) => deletions.set(asked.id, { since: 1 }));
  await stage.startBot();
  await until(stage, []);
  expect(galleryOf(await look(stage))).toHaveLength(1);
  expect(postsOf(showcase, asked.id)).toHaveLength(1);
});
