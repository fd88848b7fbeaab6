import { expect, test } from "vitest";
import { ask } from "../../support/asking.ts";
import { allArchived } from "../../support/left-records.ts";
import { png } from "../../support/png.ts";
import { setStage } from "../../support/stage.ts";
import { keptFrames, rowsWith } from "./support.ts";

const DAY_MS = 24 * 60 * 60_000;
const PROMPT = "an unmistakable lighthouse of paper";

test("what is older than RETENTION_DAYS is deleted, its costs and its message not", async () => {
  const stage = await setStage({
    runware: { renderMs: () => 0 },
    env: { RETENTION_DAYS: "30" },
  });
  const old = await ask(stage, { prompt: PROMPT, first_frame: png() });
  const card = await old.over();
  await allArchived(stage);
  stage.clock.advance(29 * DAY_MS);
  const newer = await ask(stage);
  await newer.over();
  await allArchived(stage);
  expect(await rowsWith(stage, PROMPT)).toEqual([{ key: `archive:${old.id}` }]);
  stage.clock.advance(2 * DAY_MS);
  await expect.poll(() => rowsWith(stage, PROMPT), { timeout: 15_000 }).toEqual([]);
  await expect.poll(() => keptFrames(stage), { timeout: 15_000 }).toEqual([]);
  // Its results were counted, and what they cost is booked; both say nothing of what was asked for.
  expect(await rowsWith(stage, old.id)).toEqual([
    { key: `members:${stage.guild.id}:${stage.member.id}` },
    { key: expect.stringMatching(/^spending:/) },
  ]);
  expect(await rowsWith(stage, newer.id)).toContainEqual({ key: `archive:${newer.id}` });
  expect(stage.channel.messages().map(({ id }) => id)).toContain(card.id);
});
