import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    include: ["test/**/*.test.ts"],
    setupFiles: ["test/support/loopback-only.ts"],
    reporters: ["default", "./test/support/closing-line.ts"],
    testTimeout: 30_000,
    hookTimeout: 30_000,
    // Two files at a time: each end-to-end file runs a bot, two servers and ffmpeg.
    maxWorkers: 2,
  },
});
