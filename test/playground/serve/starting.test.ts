import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, onTestFinished, test, vi } from "vitest";
import { openPlayground } from "../../../playground/serve/open-playground.ts";
import { readArguments } from "../../../playground/serve/read-arguments.ts";
import { openPage } from "./support/page.ts";
import { PATIENCE } from "./support/patience.ts";

test("a port that is taken is a sentence with a way out", async () => {
  const taken = createServer();
  await new Promise<void>((resolve) => taken.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => new Promise<void>((resolve) => taken.close(() => resolve())));
  const { port } = taken.address() as AddressInfo;
  const root = fileURLToPath(new URL("../../..", import.meta.url));
  await expect(openPlayground({ root, port, render: "tiny" })).rejects.toThrow(
    `Port ${port} is taken by another program. Choose another one: npm run playground -- --port ${port + 1}`,
  );
});

test("a bot that cannot start says at the page why, and the page stays", async () => {
  const root = fileURLToPath(new URL("../../..", import.meta.url));
  const operator = { RUNWARE_CONCURRENCY: "many" };
  const playground = await openPlayground({ root, port: 0, render: "tiny", operator });
  onTestFinished(() => playground.close());
  const page = openPage(playground, "member");
  const { botState } = await vi.waitUntil(async () => {
    const world = await page.world();
    return world.botState.state === "stopped" && world;
  }, PATIENCE);
  expect(botState.note).toContain("The bot ended by itself (exit code 1)");
  expect(botState.note).toContain("RUNWARE_CONCURRENCY");
  expect((await fetch(playground.address)).status).toBe(200);
}, 90_000);

test("the port is 8080, or the environment's, or the one that was typed", () => {
  expect(readArguments([], {})).toEqual({ port: 8080 });
  expect(readArguments([], { PLAYGROUND_PORT: "9000" })).toEqual({ port: 9000 });
  expect(readArguments(["--port", "9001"], { PLAYGROUND_PORT: "9000" })).toEqual({ port: 9001 });
  expect(readArguments(["--data", "kept"], {})).toEqual({ port: 8080, dataDir: resolve("kept") });
});

test.each([["--port", "many"], ["--port", "65536"], ["--port=-1"], ["--colour"]])(
  "%s %s is refused with a sentence",
  (...args) => {
    expect(() => readArguments(args, {})).toThrow(/is no port|What it takes: npm run playground/);
  },
);
