import { expect, test } from "vitest";
import type { Actor } from "../../playground/discord/actor/member.ts";
import type { WireMessage } from "../../playground/discord/actor/wire-message.ts";
import type { GuildSettings } from "../../src/policy/settings.ts";
import { ask } from "../support/asking.ts";
import {
  buttonsOf,
  cardWith,
  galleryOf,
  textOf,
  toldPrivately,
  videosOf,
} from "../support/cards.ts";
import { beginWith } from "../support/guild-settings.ts";
import { allArchived } from "../support/left-records.ts";
import { setStage, type Stage } from "../support/stage.ts";

const AT_ONCE = { runware: { renderMs: () => 0 } } as const;
const MONTH_MS = 31 * 24 * 3_600_000;

interface Given {
  options?: Record<string, unknown>;
  settings?: Partial<GuildSettings>;
}

/** A stage with one finished video, whose record is in the archive. */
async function withVideo({ options = {}, settings }: Given = {}) {
  const stage = await setStage(AT_ONCE);
  if (settings !== undefined) await beginWith(stage, settings);
  const asked = await ask(stage, { prompt: "a boat", ...options });
  await asked.over();
  await allArchived(stage);
  return { ...stage, asked };
}

/** Waits until the card counts so many favourites. */
const counts = (stage: Stage, id: string, favourites: number): Promise<WireMessage> =>
  stage.member
    .in(stage.channel)
    .waitFor((messages) =>
      messages.find((one) => one.id === id && buttonsOf(one).includes(String(favourites))),
    );

const favour = (stage: Stage, card: WireMessage, by: Actor, id: string) =>
  by.in(stage.channel).forge.press(card, `favourite:${id}`);

test("a finished result offers Again, Remix, its favourites, Share and More where sharing is allowed", async () => {
  const sharing = {
    incomingChannelId: null,
    outgoing: true,
    blockedGuildIds: [],
    blockedMemberIds: [],
  };
  const { asked } = await withVideo({ settings: { sharing } });
  expect(buttonsOf(asked.card())).toEqual(["Again", "Remix", "0", "Share", "More"]);
});

test("where nothing may leave the server, Details has the place of Share", async () => {
  const { asked } = await withVideo();
  expect(buttonsOf(asked.card())).toEqual(["Again", "Remix", "0", "Details", "More"]);
});

test("the count on the card follows each press, and nothing else on it changes", async () => {
  const stage = await withVideo();
  const { member, channel, asked } = stage;
  const seat = member.in(channel);
  const before = asked.card();
  expect(await toldPrivately(seat, await member.press(before, "0"))).toMatch(/1 member has/);
  const counted = await counts(stage, before.id, 1);
  expect(videosOf(counted)).toEqual(videosOf(before));
  expect(textOf(counted)).toBe(textOf(before));
  expect(counted.attachments.map(({ id }) => id)).toEqual(before.attachments.map(({ id }) => id));
  const other = stage.guild.addMember({ name: "Member Two" });
  await other.press(counted, "1");
  const twice = await counts(stage, before.id, 2);
  await member.press(twice, "2");
  await counts(stage, before.id, 1);
});

test("many presses at once are counted together, with fewer changes of the card than presses", async () => {
  const stage = await withVideo();
  const { asked, guild, discord } = stage;
  const card = asked.card();
  const slow = discord.faults.next({
    match: { method: "POST", route: /\/callback$/ },
    do: { delayMs: 1000, when: "after" },
  });
  const members = Array.from({ length: 8 }, (_, at) => guild.addMember({ name: `Fan ${at}` }));
  const first = favour(stage, card, members[0] ?? stage.member, asked.id);
  await slow.met;
  const others = members.slice(1).map((by) => favour(stage, card, by, asked.id));
  await Promise.all([first, ...others].map((use) => use.response()));
  await counts(stage, card.id, 8);
  // One in answer to the first, one for all that came meanwhile, or a few more on a slow machine.
  const changes = discord.wire.entries.filter(({ body }) =>
    JSON.stringify(body ?? null).includes(`favourite:${asked.id}`),
  );
  const [, ...inAnswer] = changes;
  expect(inAnswer.length).toBeLessThan(members.length);
  for (const [at, use] of others.entries()) {
    const seat = (members[at + 1] ?? stage.member).in(stage.channel);
    expect(await toldPrivately(seat, use)).toMatch(/one of your favourites now/);
  }
});

test("a press that comes before the bot knows of its own upload counts as well", async () => {
  const stage = await setStage(AT_ONCE);
  const { member, channel, discord } = stage;
  discord.faults.next({
    match: { method: "PATCH", upload: true },
    do: { delayMs: 1000, when: "after" },
  });
  const asked = await ask(stage);
  const card = await asked.over();
  const use = await member.press(card, "0");
  expect(await toldPrivately(member.in(channel), use)).toMatch(/one of your favourites now/);
  await counts(stage, card.id, 1);
});

test("a press on a card of a month ago counts as well, and a restart forgets nothing", async () => {
  const stage = await withVideo();
  const { asked, member } = stage;
  await member.press(asked.card(), "0");
  await counts(stage, asked.card().id, 1);
  await stage.stopBot();
  stage.discord.clock.advance(MONTH_MS);
  stage.clock.advance(MONTH_MS);
  await stage.startBot();
  const other = stage.guild.addMember({ name: "Member Two" });
  await other.press(asked.card(), "1");
  expect(videosOf(await counts(stage, asked.card().id, 2))).toHaveLength(1);
});

test("where Discord lets the card not be changed, the press counts and its member is told", async () => {
  const stage = await withVideo();
  const { asked, member, channel, discord } = stage;
  discord.faults.next({
    match: { method: "POST", route: /\/callback$/ },
    do: { status: 400, body: { code: 30046, message: "Maximum number of edits reached" } },
  });
  const use = await member.press(asked.card(), "0");
  expect(await toldPrivately(member.in(channel), use)).toMatch(/1 member has/);
  expect(buttonsOf(asked.card())).toContain("0");
  const other = stage.guild.addMember({ name: "Member Two" });
  await other.press(asked.card(), "0");
  await counts(stage, asked.card().id, 2);
});

test("a spoiler keeps the count, and a favourite keeps the spoiler", async () => {
  const stage = await withVideo();
  const { asked, member, guild } = stage;
  await member.press(asked.card(), "0");
  const counted = await counts(stage, asked.card().id, 1);
  const moderator = guild.addMember({ name: "Moderator", permissions: ["ManageMessages"] });
  await moderator.messageCommand(counted, "Spoiler video");
  const spoilers = () => galleryOf(asked.card()).map(({ spoiler }) => spoiler);
  await expect.poll(spoilers).toEqual([true]);
  expect(buttonsOf(asked.card())).toContain("1");
  await moderator.press(asked.card(), "1");
  await counts(stage, asked.card().id, 2);
  expect(spoilers()).toEqual([true]);
});

test("a press on another message than the card changes nothing there", async () => {
  const stage = await withVideo();
  const { asked, member, channel } = stage;
  const other = await ask(stage, { prompt: "a kite" });
  const before = await other.over();
  await allArchived(stage);
  const seat = member.in(channel);
  const use = seat.forge.press(before, `favourite:${asked.id}`);
  expect(await toldPrivately(seat, use)).toMatch(/1 member has/);
  expect(textOf(other.card())).toBe(textOf(before));
  expect(buttonsOf(other.card())).toContain("0");
});

test("Again and Remix lead back to the card they were made after, until that is deleted", async () => {
  const stage = await withVideo();
  const { asked, member, channel, guild } = stage;
  const link = `[this video](https://discord.com/channels/${guild.id}/${channel.id}/${asked.card().id})`;
  const seat = member.in(channel);
  const again = await cardWith(seat, await member.press(asked.card(), "Again"), "made in");
  expect(textOf(again)).toContain(`Again of ${link}`);
  const form = await (await member.press(asked.card(), "Remix")).modal();
  const remix = await cardWith(seat, await member.submit(form, { prompt: "a ship" }), "made in");
  expect(textOf(remix)).toContain(`Remix of ${link}`);
  await allArchived(stage);

  const { id } = asked.card();
  const moderator = guild.addMember({ name: "Moderator", permissions: ["ManageMessages"] });
  const question = await (await moderator.messageCommand(asked.card(), "Delete video")).message();
  await moderator.press(question, "Delete for good");
  await expect.poll(() => channel.messages().some((one) => one.id === id)).toBe(false);
  await member.press(again, "0");
  expect(textOf(await counts(stage, again.id, 1))).not.toContain("Again of");
});
