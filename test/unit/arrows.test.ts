import { execFile } from "node:child_process";
import { copyFile, mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";

const FORBIDDEN = [
  ["src/generation/a.ts", "../policy/admission.ts"],
  ["src/generation/b.ts", "../providers/runware/client.ts"],
  ["src/generation/c.ts", "../stores/open-store.ts"],
  ["src/generation/d.ts", "../discord/client.ts"],
  ["src/generation/e.ts", "../config.ts"],
  ["src/generation/f.ts", "discord.js"],
  ["src/generation/g.ts", "undici"],
  ["src/generation/h.ts", "keyv"],
  ["src/generation/steps/i.ts", "../../media/probe.ts"],
  ["src/generation/steps/j.ts", "../../log.ts"],
  ["src/policy/a.ts", "../stores/open-store.ts"],
  ["src/policy/b.ts", "../sharing/gallery.ts"],
  ["src/policy/c.ts", "discord.js"],
  ["src/sharing/a.ts", "../policy/admission.ts"],
  ["src/sharing/b.ts", "../discord/client.ts"],
  ["src/sharing/c.ts", "discord.js"],
  ["src/providers/runware/a.ts", "../../stores/open-store.ts"],
  ["src/providers/runware/b.ts", "../../media/probe.ts"],
  ["src/providers/runware/c.ts", "../../discord/client.ts"],
  ["src/providers/runware/d.ts", "../../log.ts"],
  ["src/stores/a.ts", "../providers/runware/client.ts"],
  ["src/stores/b.ts", "../media/probe.ts"],
  ["src/stores/c.ts", "../discord/client.ts"],
  ["src/media/a.ts", "../providers/runware/client.ts"],
  ["src/media/b.ts", "../stores/open-store.ts"],
  ["src/media/c.ts", "../discord/client.ts"],
  ["src/media/d.ts", "discord.js"],
  ["src/archive/a.ts", "../stores/open-store.ts"],
  ["src/archive/b.ts", "../media/probe.ts"],
  ["src/archive/c.ts", "../discord/client.ts"],
  ["src/generation/x.ts", "../archive/bucket.ts"],
  ["src/policy/x.ts", "../archive/bucket.ts"],
  ["src/sharing/x.ts", "../archive/bucket.ts"],
  ["src/stores/x.ts", "../archive/bucket.ts"],
  ["src/discord/x.ts", "../archive/bucket.ts"],
  ["commands/x.ts", "../src/archive/bucket.ts"],
  ["src/http/a.ts", "../providers/runware/client.ts"],
  ["src/http/b.ts", "../discord/client.ts"],
  ["src/http/m.ts", "../metrics/create-metrics.ts"],
  ["src/generation/m.ts", "../metrics/create-metrics.ts"],
  ["src/generation/n.ts", "prom-client"],
  ["src/discord/m.ts", "../metrics/create-metrics.ts"],
  ["src/providers/runware/m.ts", "../../metrics/create-metrics.ts"],
  ["src/metrics/a.ts", "../discord/client.ts"],
  ["src/metrics/b.ts", "discord.js"],
  ["src/stores/m.ts", "../cli/backup/back-up.ts"],
  ["src/discord/a.ts", "../providers/runware/client.ts"],
  ["src/discord/b.ts", "../stores/open-store.ts"],
  ["src/discord/card/c.ts", "../../media/probe.ts"],
  ["src/discord/delivery/d.ts", "../../http/health.ts"],
  ["src/discord/e.ts", "../../commands/index.ts"],
  ["src/discord/f.ts", "../wiring/rules.ts"],
  ["src/generation/w.ts", "../wiring/base.ts"],
  ["src/log.ts", "./discord/client.ts"],
  ["src/clock.ts", "./app.ts"],
  ["src/main.ts", "./discord/client.ts"],
  ["src/app.ts", "../commands/video.ts"],
  ["src/config.ts", "../playground/runware/server.ts"],
  ["commands/a.ts", "../src/providers/runware/client.ts"],
  ["commands/b.ts", "../src/stores/open-store.ts"],
  ["commands/c.ts", "../src/media/probe.ts"],
  ["commands/d.ts", "../src/config.ts"],
  ["commands/settings/e.ts", "../../src/http/health.ts"],
  ["commands/f.ts", "undici"],
  ["commands/g.ts", "../src/wiring/base.ts"],
  ["playground/a.ts", "../src/generation/request.ts"],
  ["playground/demo/b.ts", "../../src/app.ts"],
  ["playground/discord/c.ts", "../../src/discord/client.ts"],
  ["playground/discord/d.ts", "../runware/server.ts"],
  ["playground/runware/e.ts", "../discord/server.ts"],
  ["playground/runware/f.ts", "../../commands/index.ts"],
  ["src/generation/t.ts", "../../test/support/stage.ts"],
  ["src/discord/t.ts", "../../test/support/stage.ts"],
  ["src/a-new-room/t.ts", "../../test/support/stage.ts"],
  ["commands/t.ts", "../test/support/stage.ts"],
  ["playground/t.ts", "../test/support/stage.ts"],
  ["playground/discord/t.ts", "../../test/support/stage.ts"],
  ["bench/t.ts", "../test/support/stage.ts"],
] as const;

const ALLOWED = [
  ["src/generation/ok-a.ts", "./queue.ts"],
  ["src/generation/steps/ok-b.ts", "../ports.ts"],
  ["src/generation/ok-c.ts", "zod"],
  ["src/generation/ok-d.ts", "node:crypto"],
  ["src/policy/ok.ts", "../generation/ports.ts"],
  ["src/policy/money/ok.ts", "temporal-polyfill"],
  ["src/sharing/search/ok.ts", "zod"],
  ["src/providers/runware/ok-a.ts", "../../generation/ports.ts"],
  ["src/providers/runware/ok-b.ts", "undici"],
  ["src/archive/ok-a.ts", "../generation/ports.ts"],
  ["src/archive/ok-b.ts", "aws4fetch"],
  ["src/stores/ok.ts", "keyv"],
  ["src/metrics/ok-a.ts", "prom-client"],
  ["src/metrics/ok-b.ts", "../generation/generation.ts"],
  ["src/cli/ok.ts", "../stores/lock.ts"],
  ["src/discord/card/ok-a.ts", "../../generation/generation.ts"],
  ["src/discord/ok-b.ts", "discord.js"],
  ["commands/ok-a.ts", "../src/discord/define-command.ts"],
  ["commands/ok-b.ts", "../src/generation/request.ts"],
  ["commands/ok-c.ts", "discord.js"],
  ["playground/demo/ok.ts", "../discord/server.ts"],
  ["test/ok.ts", "../src/app.ts"],
] as const;

const root = path.resolve(import.meta.dirname, "../..");
const refusals = new Map<string, string[]>();
let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), "flipbook-arrows-"));
  for (const name of [".oxlintrc.json", ".oxlint-arrows.json"]) {
    await copyFile(path.join(root, name), path.join(folder, name));
  }
  for (const [file, from] of [...FORBIDDEN, ...ALLOWED]) {
    await put(file, `export * from "${from}";\n`);
  }
  await put("src/generation/env.ts", "export const home = process.env['HOME'];\n");
  await put("commands/env.ts", "export const home = process.env['HOME'];\n");
  for (const { filename, code } of await lint()) {
    refusals.set(filename, [...(refusals.get(filename) ?? []), code]);
  }
});

afterAll(() => rm(folder, { recursive: true, force: true }));

test.each(FORBIDDEN)("%s may not import %s", (file) => {
  expect(refusals.get(file)).toContain("eslint(no-restricted-imports)");
});

test.each(ALLOWED)("%s may import %s", (file) => {
  expect(refusals.get(file)).toBeUndefined();
});

test.each(["src/generation/env.ts", "commands/env.ts"])("%s may not read process.env", (file) => {
  expect(refusals.get(file)).toEqual(["node(no-process-env)"]);
});

async function put(file: string, text: string): Promise<void> {
  const target = path.join(folder, file);
  await mkdir(path.dirname(target), { recursive: true });
  await writeFile(target, text);
}

interface Diagnostic {
  filename: string;
  code: string;
}

async function lint(): Promise<Diagnostic[]> {
  const linter = path.join(root, "node_modules/oxlint/bin/oxlint");
  const output = await new Promise<string>((resolve, reject) => {
    execFile(process.execPath, [linter, "-f", "json"], { cwd: folder }, (error, stdout) => {
      // It ends with 1 where it found something.
      if (error && error.code !== 1) reject(error);
      else resolve(stdout);
    });
  });
  return (JSON.parse(output) as { diagnostics: Diagnostic[] }).diagnostics;
}
