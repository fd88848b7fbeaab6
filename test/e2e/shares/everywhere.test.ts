import { expect, test } from "vitest";
import type { Asked } from "../../support/asking.ts";
import { buttonsOf, shownPrivately, textOf, toldPrivately } from "../../support/cards.ts";
import { answerTo } from "../../support/moderating.ts";
import { codeIn } from "../feeds/following.ts";
import { look, promptsOn } from "../gallery/looking.ts";
import {
  dialogOf,
  isEmpty,
  ownMessage,
  PATIENCE,
  posted,
  saying,
  share,
  shareWith,
} from "./support.ts";

/** A server that shows its best, one that follows it, and one that takes shares. */
async function openAll() {
  const stage = await share();
  const { guild, channel, third, discord } = stage;
  const showcase = guild.createChannel({ name: "showcase" });
  const manager = guild.addMember({ name: "Manager", permissions: ["ManageGuild"] });
  await stage.set({
    origin: { showcase: { channelId: showcase.id, threshold: 1, weekly: false } },
  });
  const desk = manager.in(channel);
  const code = codeIn(await answerTo(desk, await desk.slash("feed publish")));
  const follower = third.guild.addMember({ name: "Manager", permissions: ["ManageGuild"] });
  const there = follower.in(third.general);
  await answerTo(there, await there.slash("feed follow", { code, channel: third.general }));
  discord.wire.clear();
  return { ...stage, showcase };
}

type Everything = Awaited<ReturnType<typeof openAll>>;

/** Makes it a favourite, and waits until it is in the showcase and at the follower. */
async function show({ member, showcase, third }: Everything, asked: Asked): Promise<void> {
  await (await member.press(asked.card(), `favourite:${asked.id}`)).response();
  for (const place of [showcase, third.general]) {
    await expect
      .poll(() => place.messages().map((one) => JSON.stringify(one)), PATIENCE)
      .toContainEqual(expect.stringContaining(asked.id));
  }
}

test("what its member takes out of the gallery goes from the showcase, from followers, from where it was shared, and its code ends", async () => {
  const stage = await openAll();
  const { member, channel, second, third, showcase } = stage;
  const asked = await stage.made({ prompt: "a boat" });
  await show(stage, asked);
  await shareWith(stage, asked, second);
  await posted(second.incoming);
  // Whether they are a member there is asked once, and of that server alone.
  const asks = stage.discord.wire.find("GET", "/guilds/:id/members/:id");
  expect(asks.map(({ path }) => path)).toEqual([`/guilds/${second.guild.id}/members/${member.id}`]);
  const dialog = await dialogOf(stage, asked);
  await (await member.press(dialog, "Get a code")).response();
  const given = textOf(await saying(stage, dialog, /Your code/));
  const [, code = ""] = /Your code: `([\w-]+)`/.exec(given) ?? [];

  const seat = member.in(channel);
  const panel = await shownPrivately(seat, await member.press(asked.card(), "More"));
  await (await member.press(panel, "Take out of the gallery")).response();
  for (const place of [showcase, third.general, second.incoming]) await isEmpty(place);
  expect(promptsOn(await look(stage))).toEqual([]);
  expect(promptsOn(await look(stage, { favourites: true }))).toEqual([]);
  const there = second.self.in(second.general);
  const opened = await there.slash("share open", { code });
  expect(await answerTo(there, opened)).toMatch(/^This code opens nothing/);
  expect(textOf(asked.card())).toContain("a boat");
});

test("a private result gets into none of it, by no forged press either", async () => {
  const stage = await openAll();
  const { member, channel, second, third, showcase } = stage;
  const hidden = await stage.made({ prompt: "a secret boat", private: true });
  const seat = member.in(channel);
  const own = await ownMessage(member, stage);
  for (const action of ["favourite", "gallery-favourite", "share", "share-code"]) {
    const use = seat.forge.press(own, `${action}:${hidden.id}`);
    expect(await toldPrivately(seat, use)).not.toContain("Your code");
  }
  const sent = seat.forge.press(own, `share-send:${hidden.id}:${second.guild.id}.full`);
  expect(await toldPrivately(seat, sent)).toMatch(/^Only a finished video that is in the gallery/);
  expect(buttonsOf(hidden.card())).not.toContain("Share");

  // Whatever it led to has been done by the time when the next one is everywhere.
  await show(stage, await stage.made({ prompt: "a kite" }));
  expect(promptsOn(await look(stage))).toEqual(["a kite"]);
  expect(promptsOn(await look(stage, { search: "boat" }))).toEqual([]);
  expect(promptsOn(await look(stage, { favourites: true }))).toEqual(["a kite"]);
  expect(await seat.autocomplete("gallery", "search", "secret")).toEqual([]);
  const top = await shownPrivately(seat, await seat.slash("showcase top"));
  expect(promptsOn(top)).toEqual(["a kite"]);
  const elsewhere = [showcase, third.general, second.incoming].map((place) => place.messages());
  expect(elsewhere.map(({ length }) => length)).toEqual([1, 1, 0]);
  expect(JSON.stringify(elsewhere)).not.toContain(hidden.id);
});
