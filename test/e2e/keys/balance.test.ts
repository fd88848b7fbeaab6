import { expect, test } from "vitest";
import { ask } from "../../support/asking.ts";
import { textOf, toldPrivately } from "../../support/cards.ts";
import { requestsOf } from "../../support/runware-requests.ts";
import { OWN_KEY, stageWithKeys, type KeyStage } from "./support.ts";

/** Sets a log channel and gives what was said of balances in it. */
async function logChannel(stage: KeyStage): Promise<() => string[]> {
  const channel = stage.guild.createChannel({ name: "mod-log" });
  await toldPrivately(stage.place, await stage.place.slash("settings log", { channel }));
  return () =>
    stage.admin
      .visibleMessages(channel)
      .map(textOf)
      .filter((text) => text.includes("credit left"));
}

/** Waits until the balance of a key was asked once more. */
async function nextLook({ runware, clock }: KeyStage, apiKey: string, waitMs = 13 * 60_000) {
  const looks = (): number =>
    requestsOf(runware, "accountManagement").filter((entry) => entry.apiKey === apiKey).length;
  const before = looks();
  await expect
    .poll(
      () => {
        // Again and again: the look before may not have planned the next one yet.
        clock.advance(waitMs);
        return looks();
      },
      { timeout: 15_000, interval: 100 },
    )
    .toBeGreaterThan(before);
}

async function refusal({ member, channel }: KeyStage): Promise<string> {
  const place = member.in(channel);
  return toldPrivately(place, await place.slash("video", { prompt: "a paper boat" }));
}

test("the log channel is told once that the server's own account runs low", async () => {
  const stage = await stageWithKeys({}, 4);
  const said = await logChannel(stage);
  await stage.enterKey(OWN_KEY);
  await expect.poll(said).toHaveLength(1);
  expect(said()).toMatchInlineSnapshot(`
    [
      "⚠️ There is little credit left in this server's own Runware account: **$4.00**. Credit can be added at https://my.runware.ai.",
    ]
  `);
  await nextLook(stage, OWN_KEY);
  stage.account.creditUsd = 3;
  await nextLook(stage, OWN_KEY);
  await nextLook(stage, OWN_KEY);
  expect(said()).toHaveLength(1);
});

test("it is told again only after the account had recovered", async () => {
  const stage = await stageWithKeys({}, 4);
  const said = await logChannel(stage);
  await stage.enterKey(OWN_KEY);
  await expect.poll(said).toHaveLength(1);
  stage.account.creditUsd = 50;
  await nextLook(stage, OWN_KEY);
  stage.account.creditUsd = 2;
  await nextLook(stage, OWN_KEY);
  await expect.poll(said).toHaveLength(2);
});

test("a restart does not tell it again", async () => {
  const stage = await stageWithKeys({}, 4);
  const said = await logChannel(stage);
  await stage.enterKey(OWN_KEY);
  await expect.poll(said).toHaveLength(1);
  await stage.stopBot();
  await stage.startBot();
  await nextLook(stage, OWN_KEY);
  await nextLook(stage, OWN_KEY);
  expect(said()).toHaveLength(1);
});

test("without credit new requests are refused, the log channel is told, and it recovers by itself", async () => {
  const stage = await stageWithKeys({}, 0);
  const said = await logChannel(stage);
  expect(await stage.enterKey(OWN_KEY)).toContain("$0.00");
  await expect.poll(said).toHaveLength(1);
  expect(said()).toMatchInlineSnapshot(`
    [
      "⚠️ There is not enough credit left in this server's own Runware account ($0.00), so nothing new is made. Credit can be added at https://my.runware.ai. Then it goes on by itself within a minute or two.",
    ]
  `);
  expect(await refusal(stage)).toMatchInlineSnapshot(
    `"This server's Runware account has too little credit left, so nothing new is made here. Credit can be added at https://my.runware.ai; a minute or two later it goes on by itself. Nothing was spent."`,
  );
  expect(stage.runware.tasks).toEqual([]);
  stage.account.creditUsd = 20;
  await nextLook(stage, OWN_KEY, 2 * 60_000);
  await expect.poll(() => stage.shownKey()).toContain("$20.00");
  expect((await (await ask(stage)).over()).attachments).toHaveLength(1);
});

test("once Runware has refused a task for want of credit, the next is not sent to it", async () => {
  const stage = await stageWithKeys({}, 0.01);
  await stage.enterKey(OWN_KEY);
  const first = await ask(stage);
  expect(textOf(await first.over())).toContain("credit");
  expect(await refusal(stage)).toContain("has too little credit left");
  stage.account.creditUsd = 2;
  await nextLook(stage, OWN_KEY, 2 * 60_000);
  await expect.poll(() => stage.shownKey()).toContain("$2.00");
  expect((await (await ask(stage)).over()).attachments).toHaveLength(1);
});

test("one server without credit of its own keeps no other from making videos", async () => {
  const stage = await stageWithKeys({}, 0);
  await stage.enterKey(OWN_KEY);
  const there = stage.discord.createGuild({ name: "Another Server" });
  const by = there.addMember({ name: "Member Far" });
  const asked = await ask(stage, {}, { by, in: there.createChannel() });
  expect((await asked.over()).attachments).toHaveLength(1);
});

test("the operator is told in the log, and in a channel where there is one", async () => {
  const stage = await stageWithKeys();
  await stage.stopBot();
  stage.runware.settings.creditUsd = 3.5;
  const channel = stage.guild.createChannel({ name: "operators" });
  await stage.startBot({ ...stage.config, operatorChannelId: channel.id });
  const said = (): string[] => stage.admin.visibleMessages(channel).map(textOf);
  await expect.poll(said).toHaveLength(1);
  expect(said()).toMatchInlineSnapshot(`
    [
      "⚠️ There is little credit left in the bot's Runware account: **$3.50**. Credit can be added at https://my.runware.ai.",
    ]
  `);
  const line = await stage.log.waitFor(
    "an account at the provider has little credit left, or none",
  );
  expect(line).toMatchObject({ level: "warn", keyId: null, microUsd: 3_500_000 });
});

test("without credit on the operator's account the refusal does not say how much there was", async () => {
  const stage = await stageWithKeys();
  stage.runware.settings.creditUsd = 0;
  await nextLook(stage, stage.runware.apiKey);
  await stage.log.waitFor("an account at the provider has little credit left, or none");
  expect(await refusal(stage)).toMatchInlineSnapshot(
    `"The bot's account at Runware has too little credit left, so nothing new is made. Its operator can add some; then it goes on by itself. Nothing was spent."`,
  );
});

test("a balance that cannot be read refuses nobody", async () => {
  const stage = await stageWithKeys();
  stage.runware.faults.next({
    match: ([task]) => task?.["taskType"] === "accountManagement",
    times: 1000,
    do: { refuse: 403 },
  });
  await nextLook(stage, stage.runware.apiKey);
  await stage.log.waitFor("a balance could not be read");
  expect((await (await ask(stage)).over()).attachments).toHaveLength(1);
});
