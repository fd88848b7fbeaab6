import { expect, test } from "vitest";
import { ask } from "../../support/asking.ts";
import { toldPrivately } from "../../support/cards.ts";
import { NEXT_KEY, OWN_KEY, payers, stageWithKeys, type KeyStage } from "./support.ts";

const OTHER_SECRET = "another secret, as long as it has to be, or longer";

/** Starts the bot as an operator would who lost the SECRET_KEY of before. */
async function withOtherSecret(stage: KeyStage): Promise<void> {
  await stage.stopBot();
  await stage.startBot({ ...stage.config, secretKey: OTHER_SECRET });
}

async function refusal({ member, channel }: KeyStage): Promise<string> {
  const place = member.in(channel);
  return toldPrivately(place, await place.slash("video", { prompt: "a paper boat" }));
}

test("with another SECRET_KEY the server's requests are refused, and nobody else pays", async () => {
  const stage = await stageWithKeys();
  await stage.enterKey(OWN_KEY);
  await withOtherSecret(stage);
  expect(await refusal(stage)).toMatchInlineSnapshot(
    `"This server's own Runware key cannot be read, so nothing new is made here. An administrator can enter it again with \`/settings key\`. Nothing was spent."`,
  );
  expect(stage.runware.tasks).toEqual([]);
  const isSaid = stage.log.lines.some(
    ({ level, msg }) => level === "error" && String(msg).includes("SECRET_KEY"),
  );
  expect(isSaid).toBe(true);
});

test("other servers go on with the operator's key", async () => {
  const stage = await stageWithKeys();
  await stage.enterKey(OWN_KEY);
  await withOtherSecret(stage);
  const there = stage.discord.createGuild({ name: "Another Server" });
  const by = there.addMember({ name: "Member Far" });
  await (await ask(stage, {}, { by, in: there.createChannel() })).over();
  expect(payers(stage)).toEqual([stage.runware.apiKey]);
});

test("the panel says so, and a key that is entered again is in use", async () => {
  const stage = await stageWithKeys();
  await stage.enterKey(OWN_KEY);
  await withOtherSecret(stage);
  expect((await stage.shownKey()).replaceAll(/<[@t][^>]*>/g, "<…>")).toMatchInlineSnapshot(`
    "⚠️ This server's own Runware key \`OwnK…3456\` cannot be read any more, so nothing new is made here. Enter it again, or remove it: then the bot's operator pays.
    Entered by <…> <…>."
  `);
  await stage.enterKey(NEXT_KEY);
  await (await ask(stage)).over();
  expect(payers(stage)).toEqual([NEXT_KEY]);
});

test("with the SECRET_KEY of before everything goes on, what was under way as well", async () => {
  const stage = await stageWithKeys({ runware: { manual: true } });
  await stage.enterKey(OWN_KEY);
  const asked = await ask(stage);
  const { taskUUID } = await asked.rendering();
  await withOtherSecret(stage);
  await stage.runware.finish(taskUUID);
  stage.clock.advance(60_000);
  await stage.stopBot();
  await stage.startBot();
  expect((await asked.over()).attachments).toHaveLength(1);
  expect(payers(stage)).toEqual([OWN_KEY]);
});
