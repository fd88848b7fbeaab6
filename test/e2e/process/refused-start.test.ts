import { writeFile } from "node:fs/promises";
import { expect, test, vi } from "vitest";
import { startServers } from "./servers.ts";
import { startNpm, temporaryFolder } from "./start-process.ts";

// Each starts npm and the bot once or twice, on whatever machine this is.
vi.setConfig({ testTimeout: 90_000 });

/** Discord is never asked for anything in these: a wrong variable is found before. */
const UNUSED = { DISCORD_TOKEN: "a.bot.token", RUNWARE_API_KEY: "a-key" };

const linesOf = (output: string): string[] =>
  output.split("\n").filter((line) => !line.startsWith(">") && line.trim() !== "");

test("a start without the required variables names each in a line of its own", async () => {
  const { code, output } = await startNpm(["start", "--silent"], {}).ended;
  expect(code).toBe(1);
  expect(linesOf(output)).toEqual([
    "Flipbook cannot start:",
    "  DISCORD_TOKEN is missing: the bot token from the Discord developer portal",
    "  RUNWARE_API_KEY is missing: the API key from the Runware dashboard",
    "Run npm run setup, or set these in the environment or in a file named .env (see .env.example).",
    "To try Flipbook without any account, run: npm run demo",
  ]);
});

test("a start with wrong variables names each in a line of its own, and the demo", async () => {
  const { code, output } = await startNpm(["start", "--silent"], {
    ...UNUSED,
    RESULT_TTL: "3600",
    STORE_URL: "mysql://somewhere",
    RUNWARE_CONCURRENCY: "many",
    ALLOWED_GUILDS: "my server",
  }).ended;
  expect(code).toBe(1);
  const named = linesOf(output).filter((line) => /^ {2}[A-Z_]+ /.test(line));
  expect(new Set(named.map((line) => line.trim().split(" ")[0]))).toEqual(
    new Set(["ALLOWED_GUILDS", "RESULT_TTL", "RUNWARE_CONCURRENCY", "STORE_URL"]),
  );
  expect(output).toContain("npm run demo");
  expect(output).not.toContain("    at ");
});

test("a token that Discord does not accept ends the start with one readable line", async () => {
  const { env } = await startServers();
  const started = startNpm(["start", "--silent"], { ...env, DISCORD_TOKEN: "not.the.token" });
  const { code, output } = await started.ended;
  expect(code).toBe(1);
  expect(linesOf(output)).toEqual([
    "Flipbook cannot go on: Discord does not accept DISCORD_TOKEN. Copy the bot's token anew from the developer portal.",
  ]);
});

test("a Discord that cannot be reached ends the start with one readable line", async () => {
  const { env, discord } = await startServers();
  await discord.close();
  const { code, output } = await startNpm(["start", "--silent"], env).ended;
  expect(code).toBe(1);
  expect(linesOf(output)).toEqual([
    expect.stringMatching(/^Flipbook cannot go on: Discord could not be reached at http:\/\/127/),
  ]);
});

test("a second bot on the same store ends with a line that says why, and the first goes on", async () => {
  const { env, discord } = await startServers();
  const first = startNpm(["start", "--silent"], env);
  await first.waitFor('"msg":"ready"');
  const sessions: string[] = [];
  discord.events.on("ready", ({ sessionId }) => sessions.push(sessionId));

  const second = await startNpm(["start", "--silent"], env).ended;
  expect(second.code).toBe(1);
  expect(linesOf(second.output)).toEqual([
    expect.stringMatching(
      /another process uses the store .*flipbook\.sqlite: only one bot may run on it/,
    ),
  ]);
  expect(sessions).toEqual([]);
  first.signal("SIGTERM");
  await expect(first.ended).resolves.toMatchObject({ code: 0 });
});

test("a file where the data folder should be ends the start with a readable line", async () => {
  const { env } = await startServers();
  const folder = await temporaryFolder();
  await writeFile(`${folder}/data`, "");
  const started = startNpm(["start", "--silent"], {
    ...env,
    DATA_DIR: `${folder}/data`,
    STORE_URL: `sqlite://${folder}/data/flipbook.sqlite`,
  });
  const { code, output } = await started.ended;
  expect(code).toBe(1);
  expect(linesOf(output)).toEqual([expect.stringMatching(/^Flipbook cannot go on: .*data/)]);
});
