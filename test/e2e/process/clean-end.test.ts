import { expect, test, vi } from "vitest";
import { startServers } from "./servers.ts";
import { startNpm } from "./start-process.ts";

// Each starts npm and the bot once or twice, on whatever machine this is.
vi.setConfig({ testTimeout: 90_000 });

const READY = '"msg":"ready"';
/** The last line of a stop that closed everything, rather than one that ran out of time. */
const STOPPED = '"msg":"stopped"';

test.each(["SIGTERM", "SIGINT"] as const)(
  "%s to npm start ends the bot cleanly",
  async (signal) => {
    const { env } = await startServers();
    const bot = startNpm(["start", "--silent"], env);
    await bot.waitFor(READY);
    bot.signal(signal);
    const { code, output } = await bot.ended;
    expect(code).toBe(0);
    expect(output).toContain(STOPPED);
  },
);

test("a Ctrl-C that npm passes on a second time still ends the bot cleanly", async () => {
  const { env } = await startServers();
  const bot = startNpm(["start", "--silent"], env);
  await bot.waitFor(READY);
  // As a terminal does: to every process of the group, and npm repeats it to the bot.
  process.kill(-bot.pid, "SIGINT");
  const { code, output } = await bot.ended;
  expect(code).toBe(0);
  expect(output).toContain(STOPPED);
});

test.each(["SIGTERM", "SIGINT"] as const)(
  "%s with a generation in flight ends cleanly, and the next start delivers it",
  async (signal) => {
    const { env, runware, member, channel, discord } = await startServers();
    const first = startNpm(["start", "--silent"], env);
    await first.waitFor(READY);
    await member.in(channel).slash("video", { prompt: "a paper boat in a gutter" });
    const { taskUUID } = await runware.waitForTask(({ state }) => state === "processing");
    first.signal(signal);
    const { code, output } = await first.ended;
    expect(code).toBe(0);
    expect(output).toContain(STOPPED);

    await runware.finish(taskUUID);
    const second = startNpm(["start", "--silent"], env);
    await member
      .in(channel)
      .waitFor((messages) => messages.some(({ attachments }) => attachments.length > 0), {
        timeoutMs: 25_000,
      });
    expect(channel.messages()).toHaveLength(1);
    expect(runware.tasks).toHaveLength(1);
    expect(discord.wire.violations).toEqual([]);
    second.signal("SIGTERM");
    await expect(second.ended).resolves.toMatchObject({ code: 0 });
  },
);

test("SIGTERM while the start still waits for Discord ends the bot cleanly", async () => {
  const { env, discord } = await startServers();
  const waiting = discord.faults.next({
    match: { route: "/applications/@me" },
    do: { silence: true },
  });
  const bot = startNpm(["start", "--silent"], env);
  await Promise.race([waiting.met, bot.ended]);
  bot.signal("SIGTERM");
  const { code, output } = await bot.ended;
  expect(code).toBe(0);
  expect(output).toContain(STOPPED);
  expect(output).not.toContain(READY);
});

test("a Runware key that is not accepted does not keep the bot from starting", async () => {
  const { env } = await startServers();
  const bot = startNpm(["start", "--silent"], { ...env, RUNWARE_API_KEY: "not-the-key" });
  await bot.waitFor(READY);
  bot.signal("SIGTERM");
  await expect(bot.ended).resolves.toMatchObject({ code: 0 });
});

test("the bot starts and ends with NODE_ENV=production", async () => {
  const { env } = await startServers();
  const bot = startNpm(["start", "--silent"], { ...env, NODE_ENV: "production" });
  await bot.waitFor(READY);
  bot.signal("SIGTERM");
  await expect(bot.ended).resolves.toMatchObject({ code: 0 });
});

test("the log holds no token and no key", async () => {
  const { env, runware, member, channel } = await startServers();
  const bot = startNpm(["start", "--silent"], { ...env, LOG_LEVEL: "trace" });
  await bot.waitFor(READY);
  await member.in(channel).slash("video", { prompt: "a paper boat in a gutter" });
  await runware.waitForTask(({ state }) => state === "processing");
  bot.signal("SIGTERM");
  const { output } = await bot.ended;
  expect(output).toContain(READY);
  expect(output).not.toContain(env.DISCORD_TOKEN);
  expect(output).not.toContain(env.RUNWARE_API_KEY);
});
