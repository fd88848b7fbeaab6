import { expect, test } from "vitest";
import { cardWith, textOf, toldPrivately } from "../../support/cards.ts";
import { beginWith } from "../../support/guild-settings.ts";
import { runSql } from "../../support/left-records.ts";
import { answerTo } from "../../support/moderating.ts";
import {
  favour,
  finished,
  goneFrom,
  openShowcase,
  postsOf,
  shown,
  type Showing,
} from "./showing.ts";

/** Which of these are shown by the time when everything that was asked for before is done. */
async function shownOf(stage: Showing, ...ids: string[]): Promise<string[]> {
  const last = await finished(stage);
  await favour(last, stage.member);
  await shown(stage.member, stage.showcase, last.id);
  return ids.filter((id) => postsOf(stage.showcase, id).length > 0);
}

test("what not everybody may see who sees the showcase is not shown there", async () => {
  const stage = await openShowcase();
  const { guild, member } = stage;
  const staff = guild.createRole({ name: "Staff" });
  const insider = guild.addMember({ name: "Insider", roles: [staff.id] });
  const hidden = guild.createChannel({
    name: "staff",
    overwrites: [
      { for: "everyone", deny: ["ViewChannel"] },
      { for: staff, allow: ["ViewChannel"] },
      { for: "bot", allow: ["ViewChannel"] },
    ],
  });
  const restricted = guild.createChannel({ name: "restricted" });
  restricted.setNsfw(true);
  const secret = await finished(stage, {}, { by: insider, in: hidden });
  await favour(secret, insider);
  const adult = await finished(stage, {}, { in: restricted });
  await favour(adult, member);
  expect(await shownOf(stage, secret.id, adult.id)).toEqual([]);
});

test("a channel with a stricter check shows nothing that was checked less", async () => {
  const stage = await openShowcase();
  const { member, showcase, other } = stage;
  const loose = await finished(stage);
  await beginWith(stage, {
    showcase: { channelId: showcase.id, threshold: 1, weekly: false },
    safety: { guild: "fast", channels: { [showcase.id]: "full" } },
  });
  await favour(loose, member);
  await beginWith(stage, {
    showcase: { channelId: showcase.id, threshold: 1, weekly: false },
    safety: { guild: "full", channels: {} },
  });
  await favour(loose, other);
  expect(await shownOf(stage, loose.id)).toEqual([]);
});

test("what its member took out of the gallery leaves the showcase, and does not come back", async () => {
  const stage = await openShowcase();
  const { member, other, showcase, channel } = stage;
  const asked = await finished(stage);
  await favour(asked, member);
  await shown(member, showcase, asked.id);
  const seat = member.in(channel);
  const more = async () => {
    const use = await member.press(asked.card(), "More");
    await toldPrivately(seat, use);
    return use.message();
  };
  const out = await member.press(await more(), "Take out of the gallery");
  await out.response();
  await goneFrom(member, showcase, asked.id);
  await (await member.press(await more(), "Put back into the gallery")).response();
  await favour(asked, other);
  expect(await shownOf(stage, asked.id)).toEqual([]);
});

test("with settings that cannot be read nothing is shown", async () => {
  const stage = await openShowcase();
  const { member, guild, showcase } = stage;
  const asked = await finished(stage);
  await stage.stopBot();
  await runSql(stage, "UPDATE keyv SET value = ? WHERE key = ?", "{}", `settings:${guild.id}`);
  await stage.startBot();
  await favour(asked, member);
  await beginWith(stage, { showcase: { channelId: showcase.id, threshold: 1, weekly: false } });
  expect(await shownOf(stage, asked.id)).toEqual([]);
});

test("of a channel that is closed moderators hear once, and what waited comes once it is open", async () => {
  const stage = await openShowcase();
  const { member, manager, showcase, logChannel, channel } = stage;
  showcase.setOverwrites([{ for: "bot", deny: ["SendMessages"] }]);
  const first = await finished(stage);
  await favour(first, member);
  const second = await finished(stage);
  await favour(second, member);
  await manager
    .in(logChannel)
    .waitFor((messages) => messages.find((one) => textOf(one).includes("showcase")));
  // Both were tried: the second is known to wait.
  await expect
    .poll(() => runSql(stage, "SELECT value FROM keyv WHERE key LIKE 'showcases:%'"))
    .toEqual([{ value: expect.stringContaining(second.id) as string }]);
  expect(
    logChannel.messages().filter((one) => textOf(one).includes("I cannot post in the showcase")),
  ).toHaveLength(1);

  const place = manager.in(channel);
  await cardWith(place, await place.slash("setup", {}), "I cannot post in the showcase");
  const refused = await place.slash("settings showcase", { channel: showcase });
  expect(await answerTo(place, refused)).toMatch(/missing \*\*Send Messages\*\*/);
  showcase.setOverwrites([]);
  const set = await place.slash("settings showcase", { channel: showcase });
  expect(await answerTo(place, set)).toContain("one member");
  await shown(member, showcase, first.id);
  await shown(member, showcase, second.id);
});

test("presses at the same moment lead to one post", async () => {
  const stage = await openShowcase({}, { threshold: 3 });
  const { member, other, manager, showcase } = stage;
  const asked = await finished(stage);
  await Promise.all([member, other, manager].map((by) => favour(asked, by)));
  await shown(member, showcase, asked.id);
  await stage.stopBot();
  await stage.startBot();
  await Promise.all([member, other].map((by) => favour(asked, by)));
  await Promise.all([member, other].map((by) => favour(asked, by)));
  const next = await finished(stage);
  await Promise.all([member, other, manager].map((by) => favour(next, by)));
  await shown(member, showcase, next.id);
  expect(postsOf(showcase, asked.id)).toHaveLength(1);
});

test("whoever has their data deleted takes their posts along", async () => {
  const stage = await openShowcase();
  const { member, showcase, channel } = stage;
  const asked = await finished(stage);
  await favour(asked, member);
  await shown(member, showcase, asked.id);
  const seat = member.in(channel);
  const use = await seat.slash("privacy delete", {});
  await toldPrivately(seat, use);
  const question = await use.message();
  await (await member.press(question, `privacy-delete:${member.id}`)).response();
  await goneFrom(member, showcase, asked.id);
  await expect
    .poll(
      () =>
        runSql(
          stage,
          "SELECT key FROM keyv WHERE key LIKE '%post%' AND (value LIKE ? OR key LIKE ?)",
          `%${member.id}%`,
          `%${member.id}%`,
        ),
      { timeout: 15_000, interval: 100 },
    )
    .toEqual([]);
});

test("nobody without the right sets a showcase", async () => {
  const stage = await openShowcase();
  const seat = stage.member.in(stage.channel);
  const use = await seat.forge.slash("settings showcase", { off: true });
  expect(await toldPrivately(seat, use)).toMatch(/Manage Server/);
});
