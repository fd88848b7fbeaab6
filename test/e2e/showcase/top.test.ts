import { expect, test } from "vitest";
import { lastWeekEnd } from "../../../src/policy/week.ts";
import { buttonsOf, shownPrivately, textOf, toldPrivately } from "../../support/cards.ts";
import { answerTo } from "../../support/moderating.ts";
import { restart } from "../../support/managing.ts";
import { look, promptsOn } from "../gallery/looking.ts";
import { favour, finished, openShowcase } from "./showing.ts";

const HOUR_MS = 60 * 60_000;
const DAY_MS = 24 * HOUR_MS;

/** One in which no week ends while a test runs. */
function quietTimeZone(now: number): string {
  const end = lastWeekEnd(now, "UTC").at + 7 * DAY_MS;
  return end - now < HOUR_MS ? "Asia/Tokyo" : "UTC";
}

test("the favourites of most members come first in the top, and the others not at all", async () => {
  const stage = await openShowcase({}, { threshold: 100 });
  const { member, other, channel } = stage;
  const one = await finished(stage, { prompt: "one voice" });
  const two = await finished(stage, { prompt: "two voices" });
  await finished(stage, { prompt: "no voice" });
  await favour(one, member);
  await favour(two, member);
  await favour(two, other);
  const seat = member.in(channel);
  const use = await seat.slash("showcase top", { period: "month" });
  const page = await shownPrivately(seat, use);
  expect(promptsOn(page)).toEqual(["two voices", "one voice"]);
  expect(textOf(page)).toContain("The best of this server");
  expect(buttonsOf(page)).toContain("Your favourite · 2");
  // Its buttons are those of any gallery.
  await (await member.press(page, "Your favourite · 2")).response();
  const turned = await seat.waitFor((messages) =>
    messages.find(({ id }) => id === page.id && buttonsOf(page).length > 0),
  );
  expect(promptsOn(turned)).toHaveLength(2);
  expect(promptsOn(await look(stage))).toHaveLength(3);
});

test("where nobody has made anything a favourite the top says what to do", async () => {
  const stage = await openShowcase();
  const seat = stage.member.in(stage.channel);
  expect(await toldPrivately(seat, await seat.slash("showcase top", {}))).toMatch(
    /Press \*\*Favourite\*\* ⭐ on those you like/,
  );
});

test("the best of the week are listed once, when the week ends, and can be watched from there", async () => {
  const timeZone = quietTimeZone(Date.now());
  const stage = await openShowcase({ timeZone }, { threshold: 100 });
  const { member, other, manager, channel, showcase, clock } = stage;
  const place = manager.in(channel);
  const set = await place.slash("settings showcase", { weekly: true });
  expect(await answerTo(place, set)).toContain("Each Monday at 9:00");
  const one = await finished(stage, { prompt: "one voice" });
  const two = await finished(stage, { prompt: "two voices" });
  await favour(one, member);
  await favour(two, member);
  await favour(two, other);
  const weekMs = lastWeekEnd(clock.now(), timeZone).at + 7 * DAY_MS - clock.now();
  clock.advance(weekMs + 10 * 60_000);
  const post = await member
    .in(showcase)
    .waitFor((messages) => messages.find((one) => textOf(one).includes("best of the week")), {
      timeoutMs: 15_000,
    });
  const links = [...textOf(post).matchAll(/\/(\d+)\) by <@/g)].map(([, id]) => id);
  expect(links).toEqual([two.card().id, one.card().id]);
  expect(textOf(post)).toContain("⭐ 2");
  // What a member wrote does not stay in it when the video is deleted.
  expect(textOf(post)).not.toContain("voice");
  const seat = other.in(showcase);
  const page = await shownPrivately(seat, await other.press(post, "Watch them here"));
  expect(promptsOn(page)).toEqual(["two voices", "one voice"]);

  // A restart, and a clock that is set back over the end of the week, list nothing again.
  await restart(stage);
  clock.setBack(HOUR_MS);
  clock.advance(2 * HOUR_MS);
  await restart(stage);
  const stranger = stage.discord.createGuild({ name: "Other Server" });
  const there = stranger.createChannel({ name: "general" });
  const outsider = stranger.addMember({ name: "Stranger" });
  const forged = outsider.in(there);
  const open = await forged.slash("gallery", {});
  const use = forged.forge.press(
    await shownPrivately(forged, open),
    `showcase-top:${stage.guild.id}:2026-11-23`,
  );
  expect(await toldPrivately(forged, use)).toMatch(/belongs to another server/);
  expect(
    showcase.messages().filter((one) => textOf(one).includes("best of the week")),
  ).toHaveLength(1);
});
