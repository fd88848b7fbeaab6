import { readdir } from "node:fs/promises";
import path from "node:path";
import { expect, test } from "vitest";
import { ask } from "../support/asking.ts";
import { textOf } from "../support/cards.ts";
import { holdBeforeUpload } from "../support/deliveries.ts";
import { jpegOf } from "../support/pictures.ts";
import { postedVideos } from "../support/posted-video.ts";
import { setStage, type Stage } from "../support/stage.ts";

const EDIT = { method: "PATCH", route: "/webhooks/:id/:token/messages/:id" };
const MIB = 1024 * 1024;

/** An encode writes its parts into a folder of its own. */
async function isEncoding({ dataDir }: Stage): Promise<boolean> {
  const names = await readdir(path.join(dataDir, "spool"), { recursive: true });
  return names.some((name) => name.endsWith(".part"));
}

test("two uploads that crawl do not hold up a third member's first response", async () => {
  const stage = await setStage({ runware: { manual: true } });
  const [one, two] = await Promise.all([ask(stage), ask(stage)]);
  const held = await Promise.all([holdBeforeUpload(stage, one), holdBeforeUpload(stage, two)]);
  const slow = stage.discord.faults.next({ match: EDIT, times: 2, do: { delayMs: 1500 } });
  for (const { go } of held) go();
  await expect.poll(() => slow.hits, { timeout: 10_000 }).toBe(2);
  const third = stage.guild.addMember({ name: "Member Three" });
  const asked = await ask(stage, {}, { by: third });
  expect(textOf(asked.card())).toMatch(/Queued|Starting|Rendering/);
  expect(one.card().attachments).toEqual([]);
  expect(two.card().attachments).toEqual([]);
  expect((await one.over()).attachments).toHaveLength(1);
  expect((await two.over()).attachments).toHaveLength(1);
});

test("uploads in every slot leave room for presses on other cards", async () => {
  const stage = await setStage({ runware: { manual: true }, env: { RUNWARE_CONCURRENCY: "9" } });
  const five = await Promise.all([1, 2, 3, 4, 5].map(() => ask(stage)));
  const other = await ask(stage);
  await other.rendering();
  const held = await Promise.all(five.map((asked) => holdBeforeUpload(stage, asked)));
  const slow = stage.discord.faults.next({ match: EDIT, times: 4, do: { delayMs: 1500 } });
  for (const { go } of held) go();
  await expect.poll(() => slow.hits, { timeout: 10_000 }).toBe(4);
  const press = await stage.member.press(other.card(), "Details");
  await press.response();
  expect(five.flatMap((asked) => asked.card().attachments)).toEqual([]);
  for (const asked of five) expect((await asked.over()).attachments).toHaveLength(1);
});

test("while 40 MB are re-encoded a new command is answered", { timeout: 90_000 }, async () => {
  const stage = await setStage({ runware: { renderMs: () => 500 } });
  const isLarge = ({ height }: Record<string, unknown>): boolean => height === 540;
  stage.runware.faults.task(isLarge, { minBytes: 40 * MIB, filling: "noise" });
  const large = await ask(stage, { resolution: "540p", audio: true });
  await expect.poll(() => isEncoding(stage), { timeout: 20_000 }).toBe(true);
  const asked = await ask(stage);
  expect(textOf(asked.card())).toMatch(/Queued|Starting|Rendering/);
  expect(await isEncoding(stage)).toBe(true);
  expect(large.card().attachments).toEqual([]);
  const [posted] = await postedVideos(await large.over(60_000));
  expect(posted?.bytes).toBeLessThanOrEqual(10 * MIB);
  expect(posted).toMatchObject({ durationS: 5, audio: true });
});

test("a frame of 20 MB being fetched and looked at does not hold up another command", async () => {
  const stage = await setStage({ runware: { renderMs: () => 500 }, guild: { boostTier: 2 } });
  const slow = stage.discord.faults.next({
    match: { method: "GET", route: /ephemeral-attachments/ },
    do: { delayMs: 1500 },
  });
  const framed = await ask(stage, {
    first_frame: { name: "a.jpg", bytes: await jpegOf(19_900_000) },
  });
  await slow.met;
  const asked = await ask(stage);
  expect((await asked.over()).attachments).toHaveLength(1);
  expect((await framed.over()).attachments).toHaveLength(1);
});
