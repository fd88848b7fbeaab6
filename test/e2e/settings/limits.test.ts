import { expect, test } from "vitest";
import { ask } from "../../support/asking.ts";
import { textOf } from "../../support/cards.ts";
import { manage, restart } from "../../support/managing.ts";

/** Sentences without what differs from run to run. */
const steady = (sentence: string): string => sentence.replaceAll(/<t:\d+:R>/g, "<time>");

test("a budget a day and a month is set in USD, and when it renews is said", async () => {
  const stage = await manage();
  expect(
    steady(await stage.told("settings budget", { day: 5, month: 60.5, timezone: "Europe/Berlin" })),
  ).toMatchInlineSnapshot(
    `"This server may spend **$5.00 a day** and **$60.50 a month**. Days and months begin at midnight in **Europe/Berlin**; the next day begins <time>."`,
  );
});

test("what is left out of a budget stays as it was, also after a restart", async () => {
  const stage = await manage();
  await stage.told("settings budget", { day: 5, timezone: "Asia/Tokyo" });
  await restart(stage);
  await stage.told("settings budget", { month: 50 });
  expect(steady(await stage.told("settings budget"))).toMatchInlineSnapshot(
    `"This server may spend **$5.00 a day** and **$50.00 a month**. Days and months begin at midnight in **Asia/Tokyo**; the next day begins <time>."`,
  );
});

test("the limit of a budget is lifted by the suggestion for it", async () => {
  const stage = await manage();
  await stage.told("settings budget", { day: 5 });
  const suggestions = await stage.place.autocomplete("settings budget", "day", "");
  expect(suggestions).toEqual([{ name: "No limit", value: -1 }]);
  expect(steady(await stage.told("settings budget", { day: -1 }))).toMatchInlineSnapshot(
    `"This server may spend **without a limit**. Days and months begin at midnight in **UTC**; the next day begins <time>."`,
  );
});

test("an amount that is typed is suggested in words", async () => {
  const stage = await manage();
  expect(await stage.place.autocomplete("settings budget", "month", "12.5")).toEqual([
    { name: "$12.50 a month", value: 12.5 },
    { name: "No limit", value: -1 },
  ]);
});

test("a budget cannot be higher than what the operator allows each server", async () => {
  const stage = await manage({ env: { GUILD_BUDGET_DAY: "2" } });
  expect(await stage.told("settings budget", { day: 2.01 })).toMatchInlineSnapshot(
    `"The operator of this bot allows each server **$2.00 a day** at most: set that or less. Nothing was changed."`,
  );
  expect(steady(await stage.told("settings budget"))).toMatchInlineSnapshot(
    `"This server may spend **$2.00 a day**, with no limit for the month. The limit of the day is what the bot's operator allows each server. Days and months begin at midnight in **UTC**; the next day begins <time>."`,
  );
  expect(await stage.told("settings budget", { day: 1.5 })).toContain("**$1.50 a day**");
});

test("time zones are found by any part of their name, with the time it is there", async () => {
  const stage = await manage();
  const found = await stage.place.autocomplete("settings budget", "timezone", "new y");
  expect(found).toEqual([
    { name: expect.stringMatching(/^America\/New_York \(\d\d:\d\d\)$/), value: "America/New_York" },
  ]);
  expect(await stage.place.autocomplete("settings budget", "timezone", "")).toHaveLength(25);
});

test("a time zone that does not exist is refused", async () => {
  const stage = await manage();
  expect(await stage.told("settings budget", { timezone: "Mars/Olympus" })).toMatchInlineSnapshot(
    `"There is no such time zone. Write it as Continent/City, for example Europe/Berlin: \`/settings budget\` lists them while you type. Nothing was changed."`,
  );
});

test("an allowance for everyone is set, and counts", async () => {
  const stage = await manage();
  expect(
    await stage.told("settings allowance", { videos: 1, usd: 2.5, at_once: 3 }),
  ).toMatchInlineSnapshot(
    `"The allowance of every member is **1 video a day**, **$2.50 a day**, and **3 requests at once**."`,
  );
  await (await ask(stage)).task();
  expect(await stage.refusedVideo()).toMatch(/You have used the one video/);
});

test("an allowance survives a restart", async () => {
  const stage = await manage();
  await stage.told("settings allowance", { videos: 0 });
  await restart(stage);
  expect(await stage.refusedVideo()).toMatch(/allow you no videos/);
});

test("a role's allowance says nothing where everyone has no limit, and the manager is told", async () => {
  const stage = await manage();
  const role = stage.guild.createRole({ name: "Artists" });
  const told = await stage.told("settings allowance", { role, videos: 20 });
  expect(told.replaceAll(role.id, "1")).toMatchInlineSnapshot(
    `"The allowance of members with <@&1> is **20 videos a day**. Members have **no limit** of their own. Of all allowances that a member has, the most generous wins, for each limit by itself. ⚠️ Everyone has no limit on videos, so this one of the role changes nothing yet: set one for everyone too."`,
  );
});

test("a role's allowance adds to everyone's", async () => {
  const stage = await manage();
  const role = stage.guild.createRole({ name: "Artists" });
  await stage.told("settings allowance", { videos: 0 });
  const told = await stage.told("settings allowance", { role, videos: 20, usd: -1 });
  expect(told.replaceAll(role.id, "1")).toMatchInlineSnapshot(
    `"The allowance of members with <@&1> is **20 videos a day** and **any amount of USD a day**. The allowance of every member is **no videos a day**. Of all allowances that a member has, the most generous wins, for each limit by itself."`,
  );
  const artist = stage.guild.addMember({ name: "Member Two", roles: [role.id] });
  await (await ask(stage, {}, { by: artist })).task();
});

test("a role's allowance is taken away by zero", async () => {
  const stage = await manage();
  const role = stage.guild.createRole({ name: "Artists" });
  await stage.told("settings allowance", { role, videos: 20 });
  const told = await stage.told("settings allowance", { role, videos: 0 });
  expect(told.replaceAll(role.id, "1")).toMatchInlineSnapshot(
    `"<@&1> has no allowance of its own. Members have **no limit** of their own."`,
  );
});

test("above the price for it a member is asked first", async () => {
  const stage = await manage();
  expect(await stage.told("settings confirm-above", { usd: 0.05 })).toMatchInlineSnapshot(
    `"Members are now asked before a request that will probably cost more than **$0.05**. They have 10 minutes to say yes, and nothing is reserved meanwhile."`,
  );
  await restart(stage);
  const asked = await ask(stage);
  expect(textOf(asked.card())).toMatch(/\$0\.08/);
  expect(await stage.told("settings confirm-above", { usd: 0 })).toMatchInlineSnapshot(
    `"Members are now shown the price of every request, and asked. They have 10 minutes to say yes, and nothing is reserved meanwhile."`,
  );
  expect(await stage.told("settings confirm-above", { usd: -1 })).toMatchInlineSnapshot(
    `"Members are never asked about the price now."`,
  );
  await (await ask(stage)).task();
});

test("how many strikes block a member is set, or that none do", async () => {
  const stage = await manage();
  expect(await stage.told("settings strikes", { threshold: 2 })).toMatchInlineSnapshot(
    `"After **2 strikes** a member cannot make videos for 10 minutes, and for longer each time after that. Each video that a moderator rejects, and each request that the blocklist refuses, is a strike."`,
  );
  expect(await stage.told("settings strikes", { threshold: 0 })).toMatchInlineSnapshot(
    `"Strikes block nobody any more; moderators still see them with \`/moderate strikes\`. Each video that a moderator rejects, and each request that the blocklist refuses, is a strike."`,
  );
});
