import { expect, test } from "vitest";
import { ask } from "../../support/asking.ts";
import { shownPrivately, textOf, toldPrivately } from "../../support/cards.ts";
import { allArchived, withStore } from "../../support/left-records.ts";
import { reviewed, type Reviewed } from "../../support/reviewing.ts";

/** What is on record of the guild, oldest first; stops the bot. */
async function trail(stage: Reviewed) {
  await stage.stopBot();
  return withStore(stage, ({ audit }) => audit.get(`${stage.guild.id}:1`));
}

test("a moderator who cancels somebody's request is on record, and in the log channel", async () => {
  const stage = await reviewed({ flagged: [], runware: { manual: true } });
  const asked = await ask(stage);
  await asked.rendering();
  await stage.moderator.press(asked.card(), "Cancel");
  const line = await stage.logged(/is cancelled/);
  expect(textOf(line)).toContain(`<@${stage.moderator.id}>`);
  expect(await trail(stage)).toMatchObject([
    {
      action: "cancel",
      by: stage.moderator.id,
      subject: { memberId: stage.member.id, generationId: asked.id },
    },
  ]);
});

test("a member who cancels their own request is not", async () => {
  const stage = await reviewed({ flagged: [], runware: { manual: true } });
  const asked = await ask(stage);
  await asked.rendering();
  await stage.member.press(asked.card(), "Cancel");
  await asked.shows(/will be discarded/);
  expect(await trail(stage)).toBeUndefined();
});

test("a verdict is on record, and a rejection a strike, though its message could not be changed", async () => {
  const stage = await reviewed();
  const asked = await ask(stage);
  const question = await stage.question(asked);
  await asked.shows(/held for a moderator/);
  // The edit of the question, and that of the card, whichever comes first.
  stage.discord.faults.next({
    match: { method: "PATCH", route: /\/webhooks\/.*@original/ },
    times: 2,
    do: { status: 403, body: { code: 50001, message: "Missing Access" } },
  });
  const use = await stage.moderator.press(question, "Reject");
  await use.response();
  await stage.log.waitFor("an interaction failed");
  await expect
    .poll(() => stage.channel.messages().map(textOf).join("\n"), { timeout: 15_000 })
    .toMatch(/A moderator decided against this video/);
  expect(await trail(stage)).toMatchObject([{ action: "reject", by: stage.moderator.id }]);
  const key = `${stage.guild.id}:${stage.member.id}`;
  const member = await withStore(stage, ({ members }) => members.get(key));
  expect(member?.strikes).toMatchObject([{ id: asked.id }]);
});

test("a deletion that Discord did not answer is on record, and can be asked for again", async () => {
  const stage = await reviewed({ flagged: [] });
  const asked = await ask(stage);
  await asked.over();
  await allArchived(stage);
  const seat = stage.moderator.in(stage.channel);
  stage.discord.faults.next({
    match: { method: "DELETE", route: /\/messages\// },
    times: 4,
    do: { status: 503 },
  });
  const first = seat.forge.press(asked.card(), `delete-yes:${asked.id}`);
  await first.response();
  expect(textOf(await first.message({ timeoutMs: 20_000 }))).toMatch(/does not answer/);
  expect(stage.channel.messages()).toHaveLength(1);

  const question = await shownPrivately(
    seat,
    await stage.moderator.messageCommand(asked.card(), "Delete video"),
  );
  const again = await stage.moderator.press(question, "Delete for good");
  await shownPrivately(seat, again);
  expect(textOf(await again.message())).toMatch(/^Deleted/);
  expect(stage.channel.messages()).toEqual([]);
  expect((await trail(stage))?.map(({ action }) => action)).toEqual(["delete"]);
});

test.each([
  ["look into", "details"],
  ["cancel", "cancel"],
])(
  "nobody can %s a private request by an id that they should not know, and a moderator can",
  async (_, action) => {
    const stage = await reviewed({ flagged: [], runware: { manual: true } });
    const asked = await ask(stage, { private: true, prompt: "a secret garden" });
    await asked.rendering();
    const other = stage.guild.addMember({ name: "Member Two" }).in(stage.channel);
    const message = await other.send("anything");
    const use = other.forge.press(message, `${action}:${asked.id}`);
    expect(await toldPrivately(other, use)).toBe("I no longer have the record of this video.");

    const seat = stage.moderator.in(stage.channel);
    const rightful = seat.forge.press(message, `${action}:${asked.id}`);
    expect(await rightful.response()).toEqual({ kind: "deferredUpdate" });
  },
);

test("who may manage messages in another channel cancels nothing in this one", async () => {
  const stage = await reviewed({ flagged: [], runware: { manual: true } });
  const asked = await ask(stage);
  await asked.rendering();
  const corner = stage.guild.createChannel({ name: "corner" });
  const helper = stage.guild.addMember({ name: "Helper" });
  corner.setOverwrites([{ for: helper, allow: ["ManageMessages"] }]);
  const seat = helper.in(corner);
  const use = seat.forge.press(await seat.send("anything"), `cancel:${asked.id}`);
  expect(await toldPrivately(seat, use)).toBe("I no longer have the record of this video.");
  expect(textOf(asked.card())).not.toMatch(/Cancelled/);
});
