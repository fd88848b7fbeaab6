import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, readdir, rm } from "node:fs/promises";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { expect, onTestFinished, test, vi } from "vitest";
import { PATIENCE } from "./support/patience.ts";

const root = fileURLToPath(new URL("../../..", import.meta.url));

/** `npm run playground`, without npm, in a temp folder of its own. */
async function run(...args: string[]) {
  const temp = await mkdtemp(path.join(tmpdir(), "flipbook-program-"));
  onTestFinished(() => rm(temp, { recursive: true, force: true, maxRetries: 5 }));
  const program = spawn(process.execPath, ["--import", "tsx", "playground/main.ts", ...args], {
    cwd: root,
    env: { ...process.env, TMPDIR: temp, PLAYGROUND_PORT: "" },
    stdio: ["ignore", "pipe", "pipe"],
  });
  const said = { out: "", err: "" };
  program.stdout.on("data", (chunk: Buffer) => (said.out += String(chunk)));
  program.stderr.on("data", (chunk: Buffer) => (said.err += String(chunk)));
  const ended = once(program, "close") as Promise<[number | null, NodeJS.Signals | null]>;
  onTestFinished(async () => {
    program.kill("SIGTERM");
    await ended;
  });
  return { program, said, ended, temp };
}

test("it says where it is in one line, and a Ctrl-C leaves nothing behind", async () => {
  const { program, said, ended, temp } = await run("--port", "0");
  const line = await vi.waitUntil(() => /^.*\n/.exec(said.out)?.[0], PATIENCE);
  const address = /http:\/\/127\.0\.0\.1:\d+/.exec(line)?.[0] ?? "";
  expect(line).toBe(`The playground is at ${address}   (Ctrl-C ends it)\n`);
  expect((await fetch(address)).status).toBe(200);

  program.kill("SIGINT");
  expect(await ended).toEqual([0, null]);
  expect(said.err).toBe("");
  const left = await readdir(temp);
  expect(left.filter((name) => /playground|runware/.test(name))).toEqual([]);
}, 90_000);

test("a port that is taken ends it with a sentence and nothing else", async () => {
  const taken = createServer();
  await new Promise<void>((resolve) => taken.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => new Promise<void>((resolve) => taken.close(() => resolve())));
  const { port } = taken.address() as AddressInfo;
  const { said, ended } = await run("--port", String(port));
  expect(await ended).toEqual([1, null]);
  expect(said).toEqual({
    out: "",
    err: `Port ${port} is taken by another program. Choose another one: npm run playground -- --port ${port + 1}\n`,
  });
}, 90_000);
