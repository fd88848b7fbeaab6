import { expect, test } from "vitest";
import { cardWith, textOf } from "../../support/cards.ts";
import { OWN_KEY, stageWithKeys } from "../keys/support.ts";

test("a key of the server's own is named by its ends, and never in full", async () => {
  const stage = await stageWithKeys();
  await stage.enterKey(OWN_KEY);
  const panel = await cardWith(stage.place, await stage.place.slash("setup"), "Runware key");
  expect(textOf(panel)).toContain(
    "✅ Fine: This server's own Runware key `OwnK…3456` pays for the videos.",
  );
  expect(textOf(panel)).not.toContain(OWN_KEY);
});

test("a key that cannot be read any more is a problem", async () => {
  const stage = await stageWithKeys({ env: { SECRET_KEY: "one secret of thirty-two characters" } });
  await stage.enterKey(OWN_KEY);
  await stage.stopBot();
  await stage.startBot({ ...stage.config, secretKey: "another secret of the same length ." });
  const panel = await cardWith(stage.place, await stage.place.slash("setup"), "Runware key");
  expect(textOf(panel)).toContain(
    "❌ Problem: **This server's own Runware key `OwnK…3456` cannot be read, so nothing new is made here.**",
  );
});
