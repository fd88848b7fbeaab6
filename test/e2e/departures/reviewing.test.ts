import { expect, test } from "vitest";
import { ask } from "../../support/asking.ts";
import { allArchived, spooledIds } from "../../support/left-records.ts";
import { reviewed } from "../../support/reviewing.ts";
import { DAY_MS, keptIn, LEFT, PURGED, rowsOf } from "./support.ts";

test("a video that waits for a moderator goes with the server, files and all", async () => {
  const stage = await reviewed();
  const asked = await ask(stage);
  await stage.question(asked);
  await allArchived(stage);
  expect(await keptIn(stage)).toContain("reviewing");
  expect(await spooledIds(stage)).toEqual([asked.id]);
  stage.guild.removeBot();
  await stage.log.waitFor(LEFT);
  await stage.stopBot();
  stage.clock.advance(32 * DAY_MS);
  await stage.startBot();
  // An hour at a time: whatever else came due by now has to end first.
  await expect
    .poll(
      () => {
        stage.clock.advance(60 * 60_000);
        return stage.log.lines.filter(({ msg }) => msg === PURGED);
      },
      { timeout: 15_000, interval: 200 },
    )
    .toHaveLength(1);
  expect(await rowsOf(stage)).toEqual([]);
  expect(await spooledIds(stage)).toEqual([]);
});
