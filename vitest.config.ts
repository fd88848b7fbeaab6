import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    include: ["test/**/*.test.ts"],
    setupFiles: ["test/support/discord-first.ts", "test/support/loopback-only.ts"],
    reporters: ["default", "./test/support/closing-line.ts"],
    testTimeout: 30_000,
    hookTimeout: 30_000,
    // Nothing here keeps state in its modules, so files share them: importing was a third of the time.
    isolate: false,
    // Each end-to-end file runs a bot, two servers and ffmpeg, and waits for most of its time.
    maxWorkers: 4,
  },
});
