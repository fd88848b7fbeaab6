import { expect, test } from "vitest";
import { setStage } from "../support/stage.ts";

test("a typed /video ends as a playing video on one card", async () => {
  const { member, channel, discord, runware, log } = await setStage();
  const use = await member.in(channel).slash("video", { prompt: "a paper boat in a gutter" });
  await use.response();
  process.stdout.write(member.in(channel).picture() + "\n");
  try {
    await member
      .in(channel)
      .waitFor((messages) => JSON.stringify(messages).includes(".mp4"), { timeoutMs: 15000 });
  } finally {
    process.stdout.write(member.in(channel).picture() + "\n");
    process.stdout.write(log.lines.map((l) => JSON.stringify(l)).join("\n") + "\n");
  }
  expect(discord.wire.violations).toEqual([]);
  expect(runware.charges.size).toBe(1);
});
