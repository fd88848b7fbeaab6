import { readdir } from "node:fs/promises";
import { expect, test } from "vitest";
import { ask } from "../../support/asking.ts";
import { textOf, videosOf } from "../../support/cards.ts";
import { spoolFolder } from "../../support/left-records.ts";
import { reviewed } from "../../support/reviewing.ts";

test("who empties their inbox leaves the file of a sibling that a moderator has yet to judge", async () => {
  const stage = await reviewed({ flagged: [1], runware: { manual: true } });
  const seat = stage.member.in(stage.channel);
  stage.member.setDmsOpen(false);
  const asked = await ask(stage, { private: true, results: 2 });
  const { taskUUID } = await asked.rendering();
  stage.discord.clock.advance(15 * 60_000);
  stage.clock.advance(15 * 60_000);
  await stage.runware.finish(taskUUID);
  await stage.question(asked);

  await seat.slash("inbox");
  const shown = await seat.waitFor((messages) =>
    messages.find((message) => textOf(message).includes("inbox") && videosOf(message).length > 0),
  );
  expect(videosOf(shown)).toHaveLength(1);
  const [first = "", second = ""] = (await asked.task()).results.map(({ videoUUID }) => videoUUID);
  await stage.member.press(shown, "Remove from inbox");
  await seat.waitFor((messages) =>
    messages.some((message) => textOf(message).includes("Nothing waits for you")),
  );
  const files = (await readdir(spoolFolder(stage, asked.id))).join(" ");
  expect(files).toContain(second);
  expect(files).not.toContain(first);
});
