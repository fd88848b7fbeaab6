import { expect, test, vi } from "vitest";
import type { GuildHandle } from "../../../playground/discord/actor/guild.ts";
import { galleryOf, shownPrivately } from "../../support/cards.ts";
import { answerTo } from "../../support/moderating.ts";
import { startServers } from "./servers.ts";
import { startNpm, type Started } from "./start-process.ts";

// It starts npm and the bot three times, on whatever machine this is.
vi.setConfig({ testTimeout: 150_000 });

const READY = '"msg":"ready"';
const PATIENCE = { timeout: 40_000 } as const;
const FOLLOWERS = [1, 0, 1];

/** As `kill -9` on all of it: nobody is asked, nothing is put away. */
async function kill(bot: Started): Promise<void> {
  process.kill(-bot.pid, "SIGKILL");
  await bot.ended;
}

test("a bot that is killed -9 while it posts to followers, and again while it deletes there, ends both at the next start", async () => {
  const { env, discord, runware, channel, member } = await startServers();
  const origin = discord.createGuild({ name: "Origin", shard: { id: 0, count: 2 } });
  const videos = origin.createChannel({ name: "videos" });
  const showcase = origin.createChannel({ name: "showcase" });
  const maker = origin.addMember({ name: member.name, user: member });
  const manager = managerOf(origin);
  const desk = manager.in(videos);
  const followers = FOLLOWERS.map((shard, index) => {
    const guild = discord.createGuild({
      name: `Server ${index + 1}`,
      shard: { id: shard, count: 2 },
    });
    const from = guild.createChannel({ name: "from-elsewhere" });
    return {
      seat: managerOf(guild).in(from),
      channel: from,
      route: `/channels/${from.id}/messages`,
      copies: () => from.messages().filter(({ components }) => hasPlay(components)),
    };
  });
  const [, second, third] = followers;
  if (second === undefined || third === undefined) throw new Error("there are three followers");
  const start = async (): Promise<Started> => {
    const bot = startNpm(["start", "--silent"], { ...env, SHARDS: "2" });
    await bot.waitFor(READY);
    return bot;
  };

  const first = await start();
  await answerTo(desk, await desk.slash("settings showcase", { channel: showcase, threshold: 1 }));
  const published = await answerTo(desk, await desk.slash("feed publish"));
  const [, code = ""] = /`([0-9A-Z]{10})`/.exec(published) ?? [];
  for (const { seat, channel: to } of followers) {
    await answerTo(seat, await seat.slash("feed follow", { code, channel: to }));
  }
  const here = maker.in(videos);
  const asked = await here.slash("video", { prompt: "a paper boat", resolution: "360p" });
  const { taskUUID } = await runware.waitForTask(({ state }) => state === "processing");
  await runware.finish(taskUUID);
  const card = await here.waitFor(
    (messages) => messages.find(({ attachments }) => attachments.length > 0),
    { timeoutMs: 25_000 },
  );
  // Of one the answer is lost, to the other nothing gets through.
  const lost = discord.faults.next({
    match: { method: "POST", route: second.route },
    do: { workOnce: Promise.resolve() },
  });
  const held = discord.faults.next({
    match: { method: "POST", route: third.route },
    do: { silence: true },
  });
  await (await maker.press(card, `favourite:${asked.interactionId}`)).response();
  await Promise.all([lost.met, held.met]);
  await expect.poll(() => second.copies().length, PATIENCE).toBe(1);
  expect(third.copies()).toEqual([]);
  await kill(first);

  const next = await start();
  await next.waitFor('"msg":"a showcase post is out"');
  expect(followers.map(({ copies }) => copies().length)).toEqual([1, 1, 1]);
  expect(showcase.messages().flatMap(galleryOf)).toHaveLength(1);

  const kept = discord.faults.next({
    match: { method: "DELETE", route: new RegExp(`^${second.route}/`) },
    do: { silence: true },
  });
  const use = await manager.messageCommand(card, "Delete video");
  const question = await shownPrivately(desk, use);
  await answerTo(desk, await manager.press(question, "Delete for good"));
  await kept.met;
  expect(second.copies()).toHaveLength(1);
  await kill(next);

  const last = await start();
  for (const { copies } of followers) await expect.poll(copies, PATIENCE).toEqual([]);
  await expect.poll(() => showcase.messages().flatMap(galleryOf), PATIENCE).toEqual([]);
  // One task, and nothing was posted where nobody follows.
  expect(runware.tasks).toHaveLength(1);
  expect(channel.messages()).toEqual([]);
  expect(discord.wire.violations).toEqual([]);
  last.signal("SIGTERM");
  await expect(last.ended).resolves.toMatchObject({ code: 0 });
});

const managerOf = (guild: GuildHandle) =>
  guild.addMember({ name: "Manager", permissions: ["ManageGuild", "ManageMessages"] });

const hasPlay = (components: unknown): boolean => JSON.stringify(components).includes("play:");
