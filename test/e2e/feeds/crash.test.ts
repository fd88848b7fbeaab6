import { expect, test } from "vitest";
import { runSql } from "../../support/left-records.ts";
import { answerTo } from "../../support/moderating.ts";
import { shownPrivately } from "../../support/cards.ts";
import { favour, finished, isSpoiler, shown } from "../showcase/showing.ts";
import { follower, openFollowing, PATIENCE, type Follower, type Following } from "./following.ts";

const MINUTE_MS = 60_000;

/** The bot ends while Discord has made a follower's copy, and nobody has heard of it. */
async function endInTheMiddle(stage: Following, { channel, copies }: Follower): Promise<string> {
  const asked = await finished(stage);
  // However slow the machine is: what was posted just now was posted just now.
  stage.clock.standStill();
  const fault = stage.discord.faults.next({
    match: { method: "POST", route: `/channels/${channel.id}/messages` },
    do: { workOnce: Promise.resolve() },
  });
  await favour(asked, stage.member);
  await fault.met;
  await expect.poll(() => copies().length, PATIENCE).toBe(1);
  await stage.stopBot();
  return asked.id;
}

const copiesWithoutId = (stage: Following): Promise<unknown[]> =>
  runSql(
    stage,
    `SELECT key FROM keyv WHERE key LIKE 'feed-copies:%' AND CAST(value AS TEXT) LIKE '%"messageId":null%'`,
  );

test.each([
  { when: "at once", awayMs: 0 },
  { when: "ten minutes later", awayMs: 10 * MINUTE_MS },
])("a post that was interrupted goes on $when, and nobody has it twice", async ({ awayMs }) => {
  const stage = await openFollowing();
  const followers = ["One", "Two", "Three"].map((name) => follower(stage, `Server ${name}`));
  await stage.allFollow(...followers);
  const [, second] = followers;
  if (second === undefined) throw new Error("there is no second");
  await endInTheMiddle(stage, second);
  expect(await copiesWithoutId(stage)).not.toEqual([]);
  stage.clock.advance(awayMs);
  const lookedBefore = looks(stage, second);
  await stage.startBot();
  for (const { copies } of followers) await expect.poll(() => copies().length, PATIENCE).toBe(1);
  await stage.log.waitFor("a showcase post is out");
  expect(followers.map(({ copies }) => copies().length)).toEqual([1, 1, 1]);
  expect(looks(stage, second) > lookedBefore).toBe(awayMs > 0);
  expect(await copiesWithoutId(stage)).toEqual([]);
});

/** How often the messages of a follower's channel were read. */
const looks = ({ discord }: Following, { channel }: Follower): number =>
  discord.wire.find("GET", "/channels/:id/messages").filter(({ path }) => path.includes(channel.id))
    .length;

test("what is deleted while the bot is away goes from every follower, also what nobody knew of", async () => {
  const stage = await openFollowing();
  const followers = ["One", "Two"].map((name) => follower(stage, `Server ${name}`));
  await stage.allFollow(...followers);
  const [first] = followers;
  if (first === undefined) throw new Error("there is no first");
  const id = await endInTheMiddle(stage, first);
  const hold = stage.discord.faults.next({
    match: { method: "POST", route: /^\/channels\/:id\/messages$/, upload: true },
    times: 1000,
    do: { status: 503 },
  });
  await stage.startBot();
  const card = stage.channel.messages().find((one) => JSON.stringify(one).includes(`more:${id}`));
  if (card === undefined) throw new Error("there is no card");
  const use = await stage.manager.messageCommand(card, "Delete video");
  const question = await shownPrivately(stage.desk, use);
  await answerTo(stage.desk, await stage.manager.press(question, "Delete for good"));
  for (const { copies } of followers) await expect.poll(() => copies(), PATIENCE).toEqual([]);
  await expect
    .poll(() => runSql(stage, "SELECT key FROM keyv WHERE key LIKE 'feed-jobs:%'"), PATIENCE)
    .toEqual([]);
  hold.cancel();
});

test("while Discord takes no posts everything waits, and then arrives in its order", async () => {
  const stage = await openFollowing();
  const near = follower(stage, "Near Server");
  await stage.allFollow(near);
  const fault = stage.discord.faults.next({
    match: { method: "POST", route: `/channels/${near.channel.id}/messages` },
    times: 1000,
    do: { status: 503 },
  });
  const first = await finished(stage);
  await favour(first, stage.member);
  await fault.met;
  const second = await finished(stage);
  await favour(second, stage.member);
  await shown(stage.member, stage.showcase, second.id);
  expect(near.copies()).toEqual([]);
  const hide = await stage.manager.messageCommand(first.card(), "Spoiler video");
  await answerTo(stage.desk, hide);
  fault.cancel();
  await expect.poll(() => near.copies().length, PATIENCE).toBe(2);
  const [one, two] = near.copies();
  expect(JSON.stringify(one)).toContain(`play:${first.id}`);
  expect(JSON.stringify(two)).toContain(`play:${second.id}`);
  await expect.poll(() => near.copies().map(isSpoiler), PATIENCE).toEqual([true, false]);
});
