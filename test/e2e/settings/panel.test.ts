import { expect, test } from "vitest";
import { printModal, type PrintableModal } from "../../../playground/discord/print/modal.ts";
import { ask } from "../../support/asking.ts";
import { buttonsOf } from "../../support/cards.ts";
import { runSql } from "../../support/left-records.ts";
import { manage, restart } from "../../support/managing.ts";
import { openPanel } from "../../support/panel.ts";

test("shows everything at a glance", async () => {
  const stage = await manage();
  const { guild, place } = stage;
  const role = guild.createRole({ name: "Artists" });
  const channel = guild.createChannel({ name: "log" });
  const teens = guild.createChannel({ name: "teens" });
  await stage.told("settings safety", { mode: "full", channel: teens });
  await stage.told("settings allowance", { videos: 5, usd: 1 });
  await stage.told("settings allowance", { role, videos: 20 });
  await stage.told("settings access roles", { role, action: "allow", command: "video" });
  await stage.told("settings access channels", { channel, action: "deny" });
  await stage.told("settings budget", { day: 5, month: 100, timezone: "Europe/Berlin" });
  await stage.told("settings confirm-above", { usd: 0.5 });
  await stage.told("settings strikes", { threshold: 2 });
  await stage.told("settings log", { channel });
  await (await place.slash("settings show")).message();
  const panel = place.picture().split("Manager used /settings show").at(-1) ?? "";
  // How long the day still lasts decides where the lines of that sentence break.
  const steady = panel.replace(/( *┃ 💵 \*\*Budget\*\*)[^]*?(?= *┃ Spent)/, "$1 …\n");
  expect(steady).toMatchInlineSnapshot(`
    "
    Flipbook [APP] (only you can see this)
      ╭────────────────────────────────────────────────────────────────────────────╮
      ┃ ## Settings of Test Server                                                 │
      ┃────────────────────────────────────────────────────────────────────────────┤
      ┃ 🛡️ **Safety check: fast** · a few frames of each video are checked         │
      ┃ This server's own mode. A channel can only be stricter.                    │
      ┃ #teens is **full** by its own rule, which is stricter. Threads follow      │
      ┃ their channel.                                                             │
      ┃ ‹ Safety check: fast ▾ ›                                                   │
      ┃ 👀 **Review: flagged** · a video that the safety check flags waits for a   │
      ┃ moderator                                                                  │
      ┃ ‹ Review: flagged ▾ ›                                                      │
      ┃ 📋 **Log channel:** #log · what waits for a moderator, reports, and what   │
      ┃ moderators do                                                              │
      ┃ ‹ log ▾ ›                                                                  │
      ┃ 💵 **Budget** …
      ┃ Spent so far: $0.00 today, $0.00 this month.                               │
      ┃ [ Change the budget ]  [ Pause new videos ]  [ Refresh ]                   │
      ┃────────────────────────────────────────────────────────────────────────────┤
      ┃ **Allowance of every member:** **5 videos a day** and **$1.00 a day**      │
      ┃ • @Artists: **20 videos a day**                                            │
      ┃ **Price:** members are asked above $0.50                                   │
      ┃ **Access:**                                                                │
      ┃ • \`/video\` only by @Artists                                                │
      ┃ • Every command by everyone, but not in #log                               │
      ┃ **Strikes:** after 2 a member is blocked for a time                        │
      ┃ **Blocklist:** no words                                                    │
      ┃ **Showcase:** none                                                         │
      ┃ **From other servers:** nothing · **to other servers:** nothing            │
      ┃ **Runware key:** the bot operator's, who pays                              │
      ┃ · Each has a command of its own, such as \`/settings allowance\`. \`/setup\`   │
      ┃   checks that everything works.                                            │
      ╰────────────────────────────────────────────────────────────────────────────╯"
  `);
});

test("changes the safety check, and says at its head what holds now", async () => {
  const stage = await manage();
  const panel = await openPanel(stage);
  await panel.select("settings-safety", "full");
  await panel.says(/✅ The safety check of this server is now \*\*full\*\*/);
  const asked = await ask(stage);
  expect((await asked.task()).job.safetyMode).toBe("full");
});

test("changes the review mode", async () => {
  const stage = await manage();
  const panel = await openPanel(stage);
  await panel.select("settings-review", "all");
  expect(
    await panel.says(/✅ Review is now \*\*all\*\*: every video waits for a moderator/),
  ).toMatch(/Review: all/);
});

test("sets the log channel and takes it away", async () => {
  const stage = await manage();
  const channel = stage.guild.createChannel({ name: "log" });
  const panel = await openPanel(stage);
  await panel.select("settings-log", channel);
  await panel.says(new RegExp(`Log channel:\\*\\* <#${channel.id}>`));
  await panel.select("settings-log");
  expect(await panel.says(/✅ There is no log channel any more/)).toMatch(/Log channel: none/);
});

test("pauses and resumes", async () => {
  const stage = await manage();
  const panel = await openPanel(stage);
  await panel.press("settings-pause");
  await panel.says(/New videos are paused\*\* by/);
  expect(await stage.refusedVideo()).toMatch(/have paused new videos/);
  await panel.press("settings-pause");
  await panel.says(/✅ New videos can be made again/);
  await (await ask(stage)).task();
});

test("asks for the budget in a form that holds what is set", async () => {
  const stage = await manage();
  await stage.told("settings budget", { day: 5.25 });
  const panel = await openPanel(stage);
  const modal = await (await panel.press("settings-budget")).modal();
  expect(printModal(modal.data as unknown as PrintableModal, { now: 0 })).toMatchInlineSnapshot(`
    "╭─ Budget of this server ──────────────────────────────────────────────────────╮
    │ USD a day                                                                    │
    │ Leave it empty for no limit                                                  │
    │ ┌──────────────────────────────────────────────────────────────────────────┐ │
    │ │ 5.25                                                                     │ │
    │ └──────────────────────────────────────────────────────────────────────────┘ │
    │                                                                              │
    │ USD a month                                                                  │
    │ Leave it empty for no limit                                                  │
    │ ┌──────────────────────────────────────────────────────────────────────────┐ │
    │ │                                                                          │ │
    │ └──────────────────────────────────────────────────────────────────────────┘ │
    │                                                                              │
    │ Time zone *                                                                  │
    │ Days and months begin at its midnight, for example Europe/Berlin             │
    │ ┌──────────────────────────────────────────────────────────────────────────┐ │
    │ │ UTC                                                                      │ │
    │ └──────────────────────────────────────────────────────────────────────────┘ │
    │                                                                              │
    │ [ Cancel ]  [ Submit ]                                                       │
    ╰──────────────────────────────────────────────────────────────────────────────╯"
  `);
  await stage.manager.submit(modal, { day: "", month: "$40.5", timezone: "asia/tokyo" });
  expect(
    await panel.says(
      /✅ This server may spend \*\*\$40\.50 a month\*\*, with no limit for the day/,
    ),
  ).toMatch(/midnight in \*\*Asia\/Tokyo\*\*/);
});

test.each([
  [{ day: "five" }, /USD a day is no amount: write it as 5 or 2\.50/],
  [{ month: "-3" }, /USD a month is no amount/],
  [{ timezone: "Mars" }, /There is no such time zone/],
  [{ day: "2.5" }, /operator of this bot allows each server \*\*\$2\.00 a day\*\* at most/],
])("refuses %j in the form and changes nothing", async (fields, words) => {
  const stage = await manage({ env: { GUILD_BUDGET_DAY: "2" } });
  await stage.told("settings budget", { day: 1 });
  const panel = await openPanel(stage);
  const modal = await (await panel.press("settings-budget")).modal();
  await stage.manager.submit(modal, fields);
  await panel.says(words);
  expect(await stage.told("settings budget")).toContain("**$1.00 a day**");
});

test("refuses a log channel in which the bot cannot post, and goes on showing the one that is set", async () => {
  const stage = await manage();
  const channel = stage.guild.createChannel({
    name: "log",
    overwrites: [{ for: "bot", deny: ["AttachFiles"] }],
  });
  const panel = await openPanel(stage);
  await panel.select("settings-log", channel);
  expect(
    await panel.says(/❌ I cannot post in <#\d+>: I am missing \*\*Attach Files\*\* there/),
  ).toMatch(/Log channel: none/);
});

test("what was chosen over something that changed meanwhile is not applied", async () => {
  const stage = await manage();
  const panel = await openPanel(stage);
  await stage.told("settings safety", { mode: "full" });
  await panel.select("settings-safety", "none");
  expect(await panel.says(/❌ Somebody changed this since the panel was drawn/)).toMatch(
    /Safety check: full/,
  );
  expect((await (await ask(stage)).task()).job.safetyMode).toBe("full");
});

test("a form sent over a budget that changed meanwhile is not applied", async () => {
  const stage = await manage();
  const panel = await openPanel(stage);
  const modal = await (await panel.press("settings-budget")).modal();
  await stage.told("settings budget", { day: 3 });
  await stage.manager.submit(modal, { day: "50" });
  await panel.says(/❌ Somebody changed this since the panel was drawn/);
  expect(await stage.told("settings budget")).toContain("**$3.00 a day**");
});

test("two panels that pause at once do not undo each other", async () => {
  const stage = await manage();
  const [first, second] = [await openPanel(stage), await openPanel(stage)];
  await first.press("settings-pause");
  await first.says(/New videos are paused\*\* by/);
  await second.press("settings-pause");
  expect(await second.says(/❌ Somebody changed this/)).toMatch(/New videos are paused\*\* by/);
});

test("is drawn anew on request, and works after a restart", async () => {
  const stage = await manage();
  const panel = await openPanel(stage);
  await stage.told("settings strikes", { threshold: 7 });
  await restart(stage);
  await panel.press("settings-show");
  expect(await panel.says(/after 7/)).toMatch(
    /\*\*Strikes:\*\* after 7 a member is blocked for a time/,
  );
});

test("offers nothing below the operator's floor", async () => {
  const stage = await manage({ env: { SAFETY_FLOOR: "full" } });
  const panel = await openPanel(stage);
  await panel.says(/Safety check: full[\s\S]*The bot's operator requires it/);
  await expect(panel.select("settings-safety", "fast")).rejects.toThrow(/is not offered/);
});

test("says what was spent, and what is reserved for what is under way", async () => {
  const stage = await manage();
  await (await ask(stage)).over();
  const panel = await openPanel(stage);
  expect(await panel.says(/Spent so far/)).toMatch(
    /Spent so far: \$0\.0\d+ today, \$0\.0\d+ this month\.\n/,
  );
});

test("says that the settings cannot be read, changes nothing then, and offers to start over", async () => {
  const stage = await manage();
  const panel = await openPanel(stage);
  await stage.told("settings strikes", { threshold: 5 });
  await stage.stopBot();
  const key = `settings:${stage.guild.id}`;
  await runSql(stage, "UPDATE keyv SET value = ? WHERE key = ?", "{ broken", key);
  await stage.startBot();

  await panel.select("settings-safety", "none");
  expect(await panel.says(/cannot be read/)).toMatch(
    /^## Settings of Test Server\n❌ The settings/,
  );
  expect(buttonsOf(panel.now())).toEqual(["Start over"]);
  expect(await stage.told("settings pause")).toMatch(/cannot be read/);
  expect(await runSql(stage, "SELECT value FROM keyv WHERE key = ?", key)).toEqual([
    { value: "{ broken" },
  ]);
});

test("says that a log channel is gone", async () => {
  const stage = await manage();
  const channel = stage.guild.createChannel({ name: "log" });
  await stage.told("settings log", { channel });
  channel.delete();
  const panel = await openPanel(stage);
  expect(await panel.says(/Log channel/)).toMatch(/Log channel: gone\*\* · what waits/);
});
