import { spawn } from "node:child_process";
import { copyFile, readFile, stat, writeFile } from "node:fs/promises";
import path from "node:path";
import { PassThrough } from "node:stream";
import { parseEnv } from "node:util";
import { expect, test } from "vitest";
import { askLines } from "../../../src/cli/setup/ask-lines.ts";
import { runSetup } from "../../../src/cli/setup/run-setup.ts";
import { readConfig } from "../../../src/config.ts";
import { ROOT } from "./deploy-files.ts";
import { keptSecretKey } from "../../../src/stores/secret-key.ts";
import { startServers } from "../process/servers.ts";
import { temporaryFolder } from "../process/start-process.ts";

const INVITE = /https:\/\/discord\.com\/oauth2\/authorize\?(\S+)/;

/** Both services, a folder to write into, and somebody who answers with these lines. */
async function setSetup() {
  const { discord, runware } = await startServers();
  const folder = await temporaryFolder();
  const envFile = path.join(folder, ".env");

  async function answer(...lines: string[]): Promise<string> {
    const output = new PassThrough();
    const asker = askLines(PassThrough.from(`${lines.join("\n")}\n`), output);
    try {
      await runSetup(asker, {
        envFile,
        exampleFile: path.join(ROOT, ".env.example"),
        dataDir: path.join(folder, "data"),
        discordApiUrl: discord.apiUrl,
        runwareApiUrl: runware.apiUrl,
      });
    } finally {
      asker.close();
      output.end();
    }
    return (await output.toArray()).join("");
  }
  const read = async (): Promise<Record<string, string | undefined>> =>
    parseEnv(await readFile(envFile, "utf8"));
  return { discord, runware, folder, envFile, answer, read };
}

test("two right keys make a file that the bot starts with, for its owner's eyes alone", async () => {
  const { discord, runware, envFile, answer, read } = await setSetup();
  const said = await answer(discord.token, runware.apiKey);
  const env = await read();
  expect(env).toMatchObject({ DISCORD_TOKEN: discord.token, RUNWARE_API_KEY: runware.apiKey });
  expect(readConfig(env).secretKey).toMatch(/^[\w-]{43}$/);
  expect((await stat(envFile)).mode & 0o777).toBe(0o600);
  expect(said).toContain("Discord knows the bot as ");
  expect(said).toMatch(/Runware accepts the key; the account has \$\d+\.\d\d\./);
  // Everything else of the example is still there to be read and changed.
  expect(await readFile(envFile, "utf8")).toContain("#BUDGET_DAY=\n");
});

test("the link that is printed asks for what the README says, and for no server", async () => {
  const { discord, runware, answer } = await setSetup();
  const query = INVITE.exec(await answer(discord.token, runware.apiKey))?.[1];
  const readme = await readFile(path.join(ROOT, "README.md"), "utf8");
  expect(query).toBe(INVITE.exec(readme)?.[1]?.replace("APPLICATION_ID", discord.applicationId));
});

test("a wrong token and a wrong key are told in a sentence, and asked for again", async () => {
  const { discord, runware, answer, read } = await setSetup();
  const said = await answer(
    "not.the.token.at.all",
    "short",
    ` ${discord.token} `,
    "not-the-key-of-anybody",
    runware.apiKey,
  );
  expect(said).toContain("Discord does not accept this token.");
  expect(said).toContain("That cannot be it");
  expect(said).toContain("Runware does not accept this key.");
  expect(await read()).toMatchObject({
    DISCORD_TOKEN: discord.token,
    RUNWARE_API_KEY: runware.apiKey,
  });
});

test("what is set already is kept unless it is to be replaced, with every other line", async () => {
  const { discord, runware, envFile, answer } = await setSetup();
  await writeFile(
    envFile,
    `# mine\nDISCORD_TOKEN=${discord.token}\nLOG_LEVEL=warn\nRUNWARE_API_KEY=an-old-key-of-mine\nSECRET_KEY=${"k".repeat(32)}\n`,
  );
  const said = await answer("n", "y", runware.apiKey);
  expect(said).toContain("DISCORD_TOKEN is set already. Replace it? (y/n)");
  expect(await readFile(envFile, "utf8")).toBe(
    `# mine\nDISCORD_TOKEN=${discord.token}\nLOG_LEVEL=warn\nRUNWARE_API_KEY=${runware.apiKey}\nSECRET_KEY=${"k".repeat(32)}\n`,
  );
});

test("a key that was made at the first start stays the one that everything is sealed with", async () => {
  const { discord, runware, folder, answer, read } = await setSetup();
  await keptSecretKey(path.join(folder, "data"));
  await answer(discord.token, runware.apiKey);
  expect(await read()).not.toHaveProperty("SECRET_KEY");
});

test("an account without credit is told, and no reason not to go on", async () => {
  const { discord, runware, answer, read } = await setSetup();
  runware.addKey("another-key-without-credit", { creditUsd: 0 });
  const said = await answer(discord.token, "another-key-without-credit");
  expect(said).toContain("the account has no credit: add some at https://my.runware.ai");
  expect(await read()).toMatchObject({ RUNWARE_API_KEY: "another-key-without-credit" });
});

test("answers that end too soon write nothing", async () => {
  const { discord, envFile, answer } = await setSetup();
  await expect(answer(discord.token)).rejects.toThrow("Setup was broken off. Nothing was written.");
  await expect(stat(envFile)).rejects.toThrow("ENOENT");
});

test("a Discord that cannot be reached ends it with a sentence", async () => {
  const { discord, answer } = await setSetup();
  await discord.close();
  await expect(answer(discord.token)).rejects.toThrow(
    /^Discord could not be asked at http:\/\/127/,
  );
});

test("npm run setup takes its answers from a pipe", { timeout: 60_000 }, async () => {
  const { discord, runware, folder, envFile, read } = await setSetup();
  await copyFile(path.join(ROOT, ".env.example"), envFile);
  const child = spawn("npm", ["run", "--silent", "setup", "--", envFile], {
    cwd: ROOT,
    env: {
      PATH: process.env["PATH"],
      HOME: process.env["HOME"],
      DATA_DIR: folder,
      DISCORD_API_URL: discord.apiUrl,
      RUNWARE_API_URL: runware.apiUrl,
    },
  });
  child.stdin.end(`${discord.token}\n${runware.apiKey}\n`);
  const output = (await child.stdout.toArray()).join("");
  expect(output).toMatch(INVITE);
  expect(output).not.toContain(discord.token);
  expect(output).not.toContain(runware.apiKey);
  expect(await read()).toMatchObject({ DISCORD_TOKEN: discord.token });
});
