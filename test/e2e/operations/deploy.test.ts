import { access } from "node:fs/promises";
import path from "node:path";
import { DockerfileParser } from "dockerfile-ast";
import { validate } from "dockerfile-utils";
import { expect, test } from "vitest";
import { parse } from "yaml";
import { z } from "zod";
import { VARIABLES } from "../../../src/config.ts";
import { readAlerts, readText, ROOT } from "./deploy-files.ts";

/** The longest that main.ts gives a clean end, and what a service manager has to wait beyond it. */
const STOP_S = 9;

const dockerfile = await readText("Dockerfile");
const instructions = DockerfileParser.parse(dockerfile).getInstructions();
const of = (keyword: string): string[] =>
  instructions
    .filter((each) => each.getKeyword() === keyword)
    .map((each) => each.getRawArgumentsContent() ?? "");

const ComposeSchema = z.strictObject({
  services: z.strictObject({
    bot: z.object({
      env_file: z.literal(".env"),
      environment: z.record(z.string(), z.string()),
      restart: z.literal("unless-stopped"),
      volumes: z.array(z.string()),
      read_only: z.literal(true),
      cap_drop: z.tuple([z.literal("ALL")]),
      security_opt: z.tuple([z.literal("no-new-privileges:true")]),
      stop_grace_period: z.string().regex(/^\d+s$/),
    }),
  }),
  volumes: z.record(z.string(), z.null()),
});
const compose = ComposeSchema.parse(parse(await readText("compose.yaml")));
const { bot } = compose.services;

const unit = (await readText("deploy/flipbook.service"))
  .split("\n")
  .filter((line) => /^[A-Z]\w+=/.test(line))
  .map((line): [string, string] => [line.replace(/=.*/, ""), line.replace(/^\w+=/, "")]);
const inUnit = (name: string): string[] =>
  unit.filter(([key]) => key === name).map(([, value]) => value);

test("the Dockerfile holds nothing that its linter minds", () => {
  expect(validate(dockerfile)).toEqual([]);
});

test("the image is built in stages on one pinned major of Node, and runs as no root", () => {
  expect(of("FROM")).toEqual(["node:20-slim AS build", "node:20-slim"]);
  const keywords = instructions.map((each) => each.getKeyword());
  expect(of("USER")).toEqual(["node"]);
  expect(keywords.indexOf("USER")).toBeLessThan(keywords.indexOf("CMD"));
  expect(dockerfile).toContain("--no-install-recommends ffmpeg");
});

test("the image starts what the build makes", async () => {
  const build = await readText("build.ts");
  expect(of("CMD")).toEqual(['["node", "dist/main.js"]']);
  for (const entry of ["src/main.ts", "src/cli/backup.ts", "src/cli/restore.ts"]) {
    expect(build).toContain(entry);
  }
  expect(build).toContain('const OUT = "dist"');
  expect(build).toContain('outbase: "src"');
});

test("everything that the image is built from is let in by .dockerignore, and nothing else", async () => {
  const lines = (await readText(".dockerignore"))
    .split("\n")
    .filter((line) => line !== "" && !line.startsWith("#"));
  const copied = of("COPY")
    .flatMap((words) => words.split(" ").slice(0, -1))
    // The others come from the stage before.
    .filter((name) => !name.startsWith("/"));
  expect(lines[0]).toBe("*");
  expect(new Set(lines.slice(1).map((line) => line.slice(1)))).toEqual(new Set(copied));
  await Promise.all(copied.map((name) => access(path.join(ROOT, name))));
});

test("what image and compose file set are variables of the bot, and the same", () => {
  const inImage = of("ENV").flatMap((words) => [...words.matchAll(/(\w+)=(\S+)/g)]);
  const set = Object.fromEntries(inImage.map(([, name = "", value = ""]) => [name, value]));
  const { NODE_ENV, ...own } = set;
  expect(NODE_ENV).toBe("production");
  expect(Object.keys(own).filter((name) => !VARIABLES.includes(name))).toEqual([]);
  expect(bot.environment).toEqual(own);
  expect(bot.volumes).toEqual([`data:${own["DATA_DIR"]}`]);
});

test("whoever stops the bot waits until a clean end is over", () => {
  expect(Number.parseInt(bot.stop_grace_period)).toBeGreaterThanOrEqual(STOP_S + 6);
  expect(Number.parseInt(inUnit("TimeoutStopSec")[0] ?? "")).toBeGreaterThanOrEqual(STOP_S + 6);
  expect(inUnit("KillMode")).toEqual(["mixed"]);
});

test("the unit starts what the image starts, and starts it again after a failure", () => {
  expect(inUnit("ExecStart")).toEqual(["/usr/bin/node dist/main.js"]);
  expect(inUnit("Restart")).toEqual(["on-failure"]);
  expect(inUnit("EnvironmentFile")).toEqual(["/etc/flipbook.env"]);
  const names = inUnit("Environment").map((setting) => setting.replace(/=.*/, ""));
  const known = new Set([...VARIABLES, "NODE_ENV"]);
  expect(names.filter((name) => !known.has(name))).toEqual([]);
});

test("no two alert rules have the same name, and each says what it means and what to do", async () => {
  const rules = await readAlerts();
  expect(new Set(rules.map(({ alert }) => alert)).size).toBe(rules.length);
  for (const { annotations } of rules) {
    expect(annotations.summary).toMatch(/^[A-Z].*[^.]$/);
    expect(annotations.description).toMatch(/^[A-Z].*\.$/);
  }
});
