import { expect, test } from "vitest";
import { openCollections } from "../../src/stores/collections.ts";
import { openStore } from "../../src/stores/open-store.ts";
import { ask } from "../support/asking.ts";
import { textOf } from "../support/cards.ts";
import { setStage, type Stage } from "../support/stage.ts";

const PAST_TOKEN_MS = 16 * 60_000;

/** The record of an ended generation, read from the store once the bot has left it. */
async function archived(stage: Stage, id: string) {
  await stage.stopBot();
  const store = await openStore(stage.config.storeUrl);
  try {
    return await openCollections(store).archive.get(id);
  } finally {
    await store.close();
  }
}

test("the archive knows where the end of a request was shown", async () => {
  const stage = await setStage({ runware: { manual: true } });
  const asked = await ask(stage, { private: true });
  const { taskUUID } = await asked.rendering();
  stage.discord.clock.advance(PAST_TOKEN_MS);
  stage.clock.advance(PAST_TOKEN_MS);
  await stage.runware.fail(taskUUID);
  stage.clock.advance(60_000);
  await stage.discord.waitFor(() => stage.member.directMessages.length > 0);
  const [message] = stage.member.directMessages;
  await stage.log.waitFor("a generation ended without a video");
  const record = await archived(stage, asked.id);
  expect(message && textOf(message)).toContain("Nothing was charged");
  expect(record?.place).toMatchObject({ kind: "directMessage", messageId: message?.id });
});
