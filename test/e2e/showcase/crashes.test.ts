import { expect, test } from "vitest";
import { favour, finished, goneFrom, openShowcase, postsOf, shown } from "./showing.ts";

const UPLOAD = { method: "POST", route: "/channels/:id/messages", upload: true } as const;

test("a post whose answer is lost is found again, by a bot that begins much later as well", async () => {
  const stage = await openShowcase();
  const { discord, member, showcase, clock } = stage;
  const asked = await finished(stage);
  const cut = discord.faults.next({ match: UPLOAD, do: { hangUp: "after" } });
  // Nobody may look for it until the next bot does.
  const blind = discord.faults.next({
    match: { method: "GET", route: "/channels/:id/messages" },
    times: 1000,
    do: { hangUp: "before" },
  });
  await favour(asked, member);
  await cut.met;
  await stage.stopBot();
  blind.cancel();
  clock.advance(10 * 60_000);
  await stage.startBot();
  await shown(member, showcase, asked.id);
  const next = await finished(stage);
  await favour(next, member);
  await shown(member, showcase, next.id);
  expect(postsOf(showcase, asked.id)).toHaveLength(1);
});

test("a vote that was counted just before the end is shown by the next bot", async () => {
  const stage = await openShowcase();
  const { discord, member, showcase } = stage;
  const asked = await finished(stage);
  const down = discord.faults.next({ match: UPLOAD, times: 1000, do: { status: 503 } });
  await favour(asked, member);
  await down.met;
  await stage.stopBot();
  down.cancel();
  await stage.startBot();
  expect((await shown(member, showcase, asked.id)).attachments).toHaveLength(1);
});

test("what is deleted while Discord takes no deletion of its post goes once it does", async () => {
  const stage = await openShowcase();
  const { discord, member, manager, showcase } = stage;
  const asked = await finished(stage);
  await favour(asked, member);
  await shown(member, showcase, asked.id);
  const down = discord.faults.next({
    match: { method: "DELETE" },
    times: 1000,
    do: { status: 503 },
  });
  manager.deleteMessage(asked.card());
  await down.met;
  expect(postsOf(showcase, asked.id)).toHaveLength(1);
  await stage.stopBot();
  down.cancel();
  await stage.startBot();
  expect(await goneFrom(member, showcase, asked.id)).toBe(true);
});
