import { expect, test } from "vitest";
import { ask } from "../../support/asking.ts";
import { toldPrivately } from "../../support/cards.ts";
import { requested } from "../../support/runware-requests.ts";
import { NEXT_KEY, OWN_KEY, payers, stageWithKeys } from "./support.ts";

test("a key that Runware accepts is in use at once, and its account is charged", async () => {
  const stage = await stageWithKeys();
  expect(await stage.enterKey(OWN_KEY)).toMatchInlineSnapshot(
    `"Runware accepts the key \`OwnK…3456\`; its account has **$100.00** left. It pays for every video of this server from now on."`,
  );
  const asked = await ask(stage);
  expect((await asked.over()).attachments).toHaveLength(1);
  expect(payers(stage)).toEqual([OWN_KEY]);
});

test("other servers go on with the operator's key", async () => {
  const stage = await stageWithKeys();
  await stage.enterKey(OWN_KEY);
  const there = stage.discord.createGuild({ name: "Another Server" });
  const by = there.addMember({ name: "Member Far" });
  await (await ask(stage, {}, { by, in: there.createChannel() })).over();
  expect(payers(stage)).toEqual([stage.runware.apiKey]);
});

test("a key that Runware does not accept changes nothing", async () => {
  const stage = await stageWithKeys();
  expect(await stage.enterKey("Wrong123Efgh5678Ijkl9012Mnop3456")).toMatchInlineSnapshot(
    `"Runware does not accept this key. Copy it again from https://my.runware.ai/keys. Nothing was changed."`,
  );
  await (await ask(stage)).over();
  expect(payers(stage)).toEqual([stage.runware.apiKey]);
});

test("what cannot be a key is not even sent to Runware", async () => {
  const stage = await stageWithKeys();
  expect(await stage.enterKey("my secret key with blanks")).toMatchInlineSnapshot(
    `"This is no Runware API key: one has 16 letters and digits or more, and no blanks. Nothing was changed."`,
  );
  const asked = stage.runware.requests.filter(({ apiKey }) => apiKey !== stage.runware.apiKey);
  expect(asked).toEqual([]);
});

test("a key that cannot be checked is not taken", async () => {
  const stage = await stageWithKeys();
  stage.runware.faults.next({
    match: (_tasks, request) => request.headers.authorization === `Bearer ${OWN_KEY}`,
    times: 20,
    do: { status: 503 },
  });
  expect(await stage.enterKey(OWN_KEY)).toMatchInlineSnapshot(
    `"Runware did not answer, so I could not check the key. Nothing was changed. Please try again in a few minutes."`,
  );
  await (await ask(stage)).over();
  expect(payers(stage)).toEqual([stage.runware.apiKey]);
});

test("the key in use is shown by its ends, with what its account has left", async () => {
  const stage = await stageWithKeys();
  await stage.enterKey(OWN_KEY);
  await expect.poll(() => stage.shownKey()).toContain("$100.00");
  expect((await stage.shownKey()).replaceAll(/<[@t][^>]*>/g, "<…>")).toMatchInlineSnapshot(`
    "🔑 This server's videos are paid with its own Runware key \`OwnK…3456\`. Its account had **$100.00** left when I last asked.
    Entered by <…> <…>."
  `);
});

test("a removed key pays for nothing new", async () => {
  const stage = await stageWithKeys();
  await stage.enterKey(OWN_KEY);
  const use = await stage.place.slash("settings key", {});
  const press = await stage.admin.press(await use.message(), "Remove the key");
  await press.response();
  await (await ask(stage)).over();
  expect(payers(stage)).toEqual([stage.runware.apiKey]);
});

test("a key in use is still in use after a restart", async () => {
  const stage = await stageWithKeys();
  await stage.enterKey(OWN_KEY);
  await stage.stopBot();
  await stage.startBot();
  await (await ask(stage)).over();
  expect(payers(stage)).toEqual([OWN_KEY]);
});

test("a server's own line is not held up by a full line on the operator's key", async () => {
  const stage = await stageWithKeys({
    runware: { manual: true },
    env: { RUNWARE_CONCURRENCY: "1" },
  });
  const there = stage.discord.createGuild({ name: "Another Server" });
  const by = there.addMember({ name: "Member Far" });
  const channel = there.createChannel();
  await (await ask(stage, {}, { by, in: channel })).rendering();
  const waiting = await ask(stage, {}, { by, in: channel });
  await waiting.shows(/next in line/);
  await stage.enterKey(OWN_KEY);
  const task = await (await ask(stage)).rendering();
  expect(task.apiKey).toBe(OWN_KEY);
  expect(stage.runware.tasks).toHaveLength(2);
});

test("Runware's silence on one key does not open the breaker of another", async () => {
  const stage = await stageWithKeys();
  await stage.enterKey(OWN_KEY);
  const { runware } = stage;
  runware.faults.next({
    match: (_tasks, request) => request.headers.authorization === `Bearer ${runware.apiKey}`,
    times: 1000,
    do: { status: 503 },
  });
  const there = stage.discord.createGuild({ name: "Another Server" });
  const by = there.addMember({ name: "Member Far" });
  await ask(stage, {}, { by, in: there.createChannel() });
  await requested(runware, (all) => all.filter(({ status }) => status === 503).length >= 5);
  expect((await (await ask(stage)).over()).attachments).toHaveLength(1);
});

test("what was begun with a key is finished with it after another was entered", async () => {
  const stage = await stageWithKeys({ runware: { manual: true } });
  await stage.enterKey(OWN_KEY);
  const before = await ask(stage);
  const { taskUUID } = await before.rendering();
  expect(await stage.enterKey(NEXT_KEY)).toMatchInlineSnapshot(
    `"Runware accepts the key \`Next…3456\`; its account has **$100.00** left. It pays for every video of this server from now on. What was begun with the key before it is still paid with that one; then it is deleted."`,
  );
  const after = await ask(stage);
  const second = await after.rendering();
  await stage.runware.finish(taskUUID);
  await stage.runware.finish(second.taskUUID);
  stage.clock.advance(60_000);
  expect((await before.over()).attachments).toHaveLength(1);
  expect((await after.over()).attachments).toHaveLength(1);
  expect(payers(stage)).toEqual([OWN_KEY, NEXT_KEY]);
});

test("what was done with the key is on record, without the key", async () => {
  const stage = await stageWithKeys();
  await stage.enterKey(OWN_KEY);
  const shown = await toldPrivately(stage.place, await stage.place.slash("moderate log", {}));
  expect(shown).toContain("own Runware key");
  expect(shown).not.toContain(OWN_KEY);
});
