import { expect, test } from "vitest";
import { ask, type Asked } from "../../support/asking.ts";
import { manage } from "../../support/managing.ts";

test("the mode of the server is set, and what follows is said", async () => {
  const stage = await manage();
  expect(await stage.told("settings safety", { mode: "full" })).toMatchInlineSnapshot(
    `"The safety check of this server is now **full** (every frame is checked). It also holds for requests that still wait for their turn, and a video that the check flags is never posted unseen."`,
  );
  const asked = await ask(stage);
  expect(await modeOf(asked)).toBe("full");
});

test("a new server starts at fast", async () => {
  const stage = await manage();
  const asked = await ask(stage);
  expect(await modeOf(asked)).toBe("fast");
});

test("off turns the check off", async () => {
  const stage = await manage();
  expect(await stage.told("settings safety", { mode: "none" })).toMatchInlineSnapshot(
    `"The safety check of this server is now **off** (nothing is checked). Videos that were asked for under a stricter mode keep that one."`,
  );
  const asked = await ask(stage);
  expect(await modeOf(asked)).toBe("none");
});

test("a channel may be stricter than the server, and wins then", async () => {
  const stage = await manage();
  const { channel } = stage;
  expect(
    (await stage.told("settings safety", { mode: "full", channel })).replaceAll(channel.id, "1"),
  ).toMatchInlineSnapshot(
    `"The safety rule of <#1> is now **full** (every frame is checked). It is stricter than the server's, so it wins there and in its threads. It also holds for requests that still wait for their turn, and a video that the check flags is never posted unseen."`,
  );
  const asked = await ask(stage);
  expect(await modeOf(asked)).toBe("full");
});

test("a channel cannot be looser than the server: it is said which rule holds there and why", async () => {
  const stage = await manage();
  const { channel } = stage;
  await stage.told("settings safety", { mode: "full" });
  expect(
    (await stage.told("settings safety", { mode: "fast", channel })).replaceAll(channel.id, "1"),
  ).toMatchInlineSnapshot(
    `"The safety rule of <#1> is now **fast** (a few frames of each video are checked). There and in its threads **full** (every frame is checked) holds, which the server has: a channel can only be stricter. It also holds for requests that still wait for their turn, and a video that the check flags is never posted unseen."`,
  );
  const asked = await ask(stage);
  expect(await modeOf(asked)).toBe("full");
});

test("off takes a channel's rule away", async () => {
  const stage = await manage();
  const { channel } = stage;
  await stage.told("settings safety", { mode: "full", channel });
  expect(
    (await stage.told("settings safety", { mode: "none", channel })).replaceAll(channel.id, "1"),
  ).toMatchInlineSnapshot(
    `"<#1> has no safety rule of its own now. There and in its threads **fast** (a few frames of each video are checked) holds, which the server has: a channel can only be stricter. It also holds for requests that still wait for their turn, and a video that the check flags is never posted unseen."`,
  );
  const asked = await ask(stage);
  expect(await modeOf(asked)).toBe("fast");
});

test("changing the server's mode names the channels that stay stricter", async () => {
  const stage = await manage();
  const { channel } = stage;
  await stage.told("settings safety", { mode: "full", channel });
  expect(
    (await stage.told("settings safety", { mode: "none" })).replaceAll(channel.id, "1"),
  ).toMatchInlineSnapshot(
    `"The safety check of this server is now **off** (nothing is checked). Videos that were asked for under a stricter mode keep that one. Stricter by their own rule: <#1> (full)."`,
  );
});

test("a mode below the operator's floor is refused, and the floor named", async () => {
  const stage = await manage({ env: { SAFETY_FLOOR: "fast" } });
  expect(await stage.told("settings safety", { mode: "none" })).toMatchInlineSnapshot(
    `"The operator of this bot requires **fast** (a few frames of each video are checked) in every server, so **off** is not possible. Choose a mode that is as strict or stricter. Nothing was changed."`,
  );
});

test("a thread follows its channel", async () => {
  const stage = await manage();
  const { channel, guild } = stage;
  await stage.told("settings safety", { mode: "full", channel });
  const asked = await ask(stage, {}, { in: guild.createThread({ parent: channel }) });
  expect(await modeOf(asked)).toBe("full");
});

const modeOf = async (asked: Asked): Promise<string> => (await asked.task()).job.safetyMode;
