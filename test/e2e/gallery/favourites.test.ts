import { expect, test } from "vitest";
import { ask, type Asked } from "../../support/asking.ts";
import { buttonsOf, textOf, toldPrivately } from "../../support/cards.ts";
import { allArchived } from "../../support/left-records.ts";
import { restart } from "../../support/managing.ts";
import { setStage, type Stage } from "../../support/stage.ts";
import { AT_ONCE, look, press, promptsOn } from "./looking.ts";

/** A stage with one finished video. */
async function withVideo(): Promise<Stage & { id: string; asked: Asked }> {
  const stage = await setStage(AT_ONCE);
  const asked = await ask(stage, { prompt: "a boat" });
  await asked.over();
  await allArchived(stage);
  return { ...stage, id: asked.id, asked };
}

/** Presses a button and waits until the page has another one in its place. */
async function favour(stage: Stage, button: string, then: string, by = stage.member) {
  const page = await look(stage, {}, { by });
  await (await by.press(page, button)).response();
  return by
    .in(stage.channel)
    .waitFor((messages) =>
      messages.find((message) => message.id === page.id && buttonsOf(message).includes(then)),
    );
}

test("a favourite is counted, shown to whose it is, and can be taken back", async () => {
  const stage = await withVideo();
  const other = stage.guild.addMember({ name: "Member Two" });
  await favour(stage, "Favourite · 0", "Your favourite · 1");
  await favour(stage, "Favourite · 1", "Your favourite · 2", other);
  await restart(stage);
  expect(buttonsOf(await look(stage))).toContain("Your favourite · 2");
  await favour(stage, "Your favourite · 2", "Favourite · 1");
  expect(textOf(await look(stage, { favourites: true }))).toMatch(/You have no favourites yet/);
  expect(promptsOn(await look(stage, { favourites: true }, { by: other }))).toEqual(["a boat"]);
});

test("one press counts once, however often Discord tells of it", async () => {
  const stage = await withVideo();
  const page = await look(stage);
  const use = await stage.member.press(page, "Favourite · 0");
  await use.response();
  stage.discord.replay(use.interactionId);
  await stage.log.waitFor("Discord took no answer");
  expect(buttonsOf(await look(stage))).toContain("Your favourite · 1");
});

test("favourites are found on every server where the reader and the bot are, with its name", async () => {
  const stage = await withVideo();
  await favour(stage, "Favourite · 0", "Your favourite · 1");
  const elsewhere = stage.discord.createGuild({ name: "Other *Server*" });
  const there = elsewhere.createChannel({ name: "general" });
  const self = elsewhere.addMember({ name: "Member One", user: stage.member });
  const page = await look(stage, { favourites: true }, { by: self, in: there });
  expect(textOf(page)).toContain("in **Test Server**");
  expect(buttonsOf(page)).toEqual(["Open", "Your favourite · 1"]);
  const empty = await press(stage, page, "Your favourite · 1", /no favourites yet/, {
    by: self,
    in: there,
  });
  expect(promptsOn(empty)).toEqual([]);
});

test("after leaving a server its videos are not shown to who left", async () => {
  const stage = await withVideo();
  await favour(stage, "Favourite · 0", "Your favourite · 1");
  const elsewhere = stage.discord.createGuild({ name: "Other Server" });
  const there = elsewhere.createChannel({ name: "general" });
  const self = elsewhere.addMember({ name: "Member One", user: stage.member });
  stage.guild.removeMember(stage.member);
  const page = await look(stage, { favourites: true }, { by: self, in: there });
  expect(textOf(page)).toMatch(/You have no favourites yet/);
});

test("a forged press makes no favourite of what its sender cannot see", async () => {
  const stage = await withVideo();
  const elsewhere = stage.discord.createGuild({ name: "Other Server" });
  const there = elsewhere.createChannel({ name: "general" });
  const stranger = elsewhere.addMember({ name: "Stranger" });
  const page = await look(stage, {}, { by: stranger, in: there });
  const view = page.interaction_metadata?.id ?? "";
  const seat = stranger.in(there);
  const use = seat.forge.press(page, `gallery-favourite:${stage.id}:${view}.0`);
  expect(await toldPrivately(seat, use)).toMatch(/not in the gallery any more/);
  expect(buttonsOf(await look(stage))).toContain("Favourite · 0");
});

test("a press on the card makes a favourite, and takes it back", async () => {
  const stage = await withVideo();
  const [card] = stage.channel.messages();
  if (card === undefined) throw new Error("there is no card");
  const seat = stage.member.in(stage.channel);
  const press = () => seat.forge.press(card, `favourite:${stage.id}`);
  expect(await toldPrivately(seat, press())).toMatch(/one of your favourites now.*1 member has/);
  expect(buttonsOf(await look(stage))).toContain("Your favourite · 1");
  expect(await toldPrivately(seat, press())).toMatch(/no longer one of your favourites/);
  expect(buttonsOf(await look(stage))).toContain("Favourite · 0");
});

test("what is private cannot be anybody's favourite", async () => {
  const stage = await setStage(AT_ONCE);
  const asked = await ask(stage, { private: true });
  await asked.over();
  await allArchived(stage);
  const page = await look(stage);
  const seat = stage.member.in(stage.channel);
  const use = seat.forge.press(page, `favourite:${asked.id}`);
  expect(await toldPrivately(seat, use)).toMatch(/cannot be a favourite/);
});

test("nobody turns the pages of another member's gallery", async () => {
  const stage = await withVideo();
  const page = await look(stage);
  const other = stage.guild.addMember({ name: "Member Two" });
  const own = await look(stage, {}, { by: other });
  const seat = other.in(stage.channel);
  const use = seat.forge.press(own, `gallery-page:${page.interaction_metadata?.id}:0`);
  expect(await toldPrivately(seat, use)).toMatch(/out of date/);
});

test("what is pressed in the gallery shows on the card soon after, as one change", async () => {
  const stage = await withVideo();
  const { asked, discord, member, guild, channel } = stage;
  const other = guild.addMember({ name: "Member Two" });
  stage.clock.standStill();
  const edits = (): number =>
    discord.wire
      .find("PATCH", "/channels/:id/messages/:id")
      .filter(({ path }) => path.endsWith(asked.card().id)).length;
  const before = edits();
  await favour(stage, "Favourite · 0", "Your favourite · 1");
  await favour(stage, "Favourite · 1", "Your favourite · 2", other);
  stage.clock.advance(5000);
  const file = asked.card().attachments;
  await member
    .in(channel)
    .waitFor(() => buttonsOf(asked.card()).includes("2"), { what: "the count on the card" });
  expect(asked.card().attachments).toEqual(file);
  expect(edits() - before).toBe(1);
});
