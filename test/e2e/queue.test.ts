import { expect, test } from "vitest";
import type { RunwareTask } from "../../playground/runware/tasks.ts";
import { ask } from "../support/asking.ts";
import { textOf } from "../support/cards.ts";
import { requested } from "../support/runware-requests.ts";
import { setStage, type Stage } from "../support/stage.ts";

const ONE_SLOT = { runware: { manual: true }, env: { RUNWARE_CONCURRENCY: "1" } };

/** Finishes each task as it comes, one after another; gives the prompts in the order of turns. */
async function turns({ runware, clock }: Stage, count: number): Promise<string[]> {
  for (let done = 0; done < count; done += 1) {
    const { taskUUID } = await requested(runware, () => runware.tasks[done]);
    await runware.finish(taskUUID);
    clock.advance(60_000);
  }
  return runware.tasks.map(({ job }) => job.prompt);
}

test("no more tasks than RUNWARE_CONCURRENCY are in Runware's hands at once", async () => {
  const stage = await setStage({ runware: { manual: true }, env: { RUNWARE_CONCURRENCY: "2" } });
  const { runware } = stage;
  const all = await Promise.all([1, 2, 3, 4, 5].map(() => ask(stage)));
  const open = (): RunwareTask[] => runware.tasks.filter(({ state }) => state === "processing");
  const most = { count: 0 };
  runware.events.on("task", () => (most.count = Math.max(most.count, open().length)));
  for (let done = 0; done < all.length; done += 1) {
    const { taskUUID } = await requested(runware, () => runware.tasks[done]);
    await runware.finish(taskUUID);
    stage.clock.advance(60_000);
  }
  for (const asked of all) expect((await asked.over()).attachments).toHaveLength(1);
  expect(most.count).toBe(2);
});

test("members of a guild take turns, whoever asked more often", async () => {
  const stage = await setStage(ONE_SLOT);
  const two = stage.guild.addMember({ name: "Member Two" });
  await ask(stage, { prompt: "first of one" });
  await ask(stage, { prompt: "second of one" });
  await ask(stage, { prompt: "third of one" });
  await ask(stage, { prompt: "first of two" }, { by: two });
  await ask(stage, { prompt: "second of two" }, { by: two });
  expect(await turns(stage, 5)).toEqual([
    "first of one",
    "second of one",
    "first of two",
    "third of one",
    "second of two",
  ]);
});

test("guilds take turns, however many members of one are waiting", async () => {
  const stage = await setStage(ONE_SLOT);
  const there = stage.discord.createGuild({ name: "Another Server" });
  const by = there.addMember({ name: "Member Far" });
  const channel = there.createChannel();
  const [two, three] = [2, 3].map((n) => stage.guild.addMember({ name: `Member ${n}` }));
  await ask(stage, { prompt: "here 1" });
  await ask(stage, { prompt: "here 2" }, two && { by: two });
  await ask(stage, { prompt: "here 3" }, three && { by: three });
  await ask(stage, { prompt: "there 1" }, { by, in: channel });
  await ask(stage, { prompt: "there 2" }, { by, in: channel });
  expect(await turns(stage, 5)).toEqual(["here 1", "here 2", "there 1", "here 3", "there 2"]);
});

test("each card shows its place, and the places move up", async () => {
  const stage = await setStage(ONE_SLOT);
  const running = await ask(stage);
  const next = await ask(stage);
  const third = await ask(stage);
  const fourth = await ask(stage);
  await running.rendering();
  await next.shows(/next in line/);
  await third.shows(/place 2 in line/);
  await fourth.shows(/place 3 in line/);
  await turns(stage, 1);
  await third.shows(/next in line/);
  expect(textOf(await fourth.shows(/place 2 in line/))).toContain("Queued");
});

test("a cancelled request leaves the line, and those behind it move up", async () => {
  const stage = await setStage(ONE_SLOT);
  const running = await ask(stage);
  const second = await ask(stage);
  const third = await ask(stage);
  await running.rendering();
  await third.shows(/place 2 in line/);
  await (await stage.member.press(second.card(), "Cancel")).response();
  await second.shows(/Cancelled/);
  await third.shows(/next in line/);
  await turns(stage, 2);
  expect((await third.over()).attachments).toHaveLength(1);
  expect(stage.runware.tasks).toHaveLength(2);
});

test("a turn is not spent on a request whose frame is of no use", async () => {
  const stage = await setStage(ONE_SLOT);
  const running = await ask(stage);
  await running.rendering();
  const bytes = new TextEncoder().encode("no picture at all, only words. ".repeat(9));
  const unusable = await ask(stage, { first_frame: { name: "a.png", bytes } });
  const last = await ask(stage);
  expect(textOf(await unusable.over())).toContain("is not an image");
  await turns(stage, 2);
  expect((await last.over()).attachments).toHaveLength(1);
});

test("thirty requests at once all end with their video, each ordered and charged once", async () => {
  const stage = await setStage({
    runware: { renderMs: () => 500 },
    env: { RUNWARE_CONCURRENCY: "10" },
  });
  const members = Array.from({ length: 6 }, (_, n) =>
    stage.guild.addMember({ name: `Member ${n}` }),
  );
  const all = await Promise.all(
    Array.from({ length: 30 }, (_, n) => ask(stage, {}, { by: members[n % 6] ?? stage.member })),
  );
  for (const asked of all) expect((await asked.over()).attachments).toHaveLength(1);
  expect(stage.runware.tasks).toHaveLength(30);
  expect(stage.runware.charges.size).toBe(30);
  expect(stage.channel.messages()).toHaveLength(30);
});
