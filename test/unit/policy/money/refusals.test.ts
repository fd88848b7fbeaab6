import { describe, expect, onTestFinished, test } from "vitest";
import type { VideoRequest } from "../../../../src/generation/request.ts";
import type { OperatorBudget } from "../../../../src/policy/money/budget.ts";
import type { GuildSettings } from "../../../../src/policy/settings.ts";
import { sampleRequest } from "../../../support/sample-generation.ts";
import { NO_OPERATOR_BUDGET, openTill, settingsWith, type Till } from "./support.ts";

async function till(operator: Partial<OperatorBudget> = {}): Promise<Till> {
  const opened = await openTill("memory", { ...NO_OPERATOR_BUDGET, ...operator });
  onTestFinished(() => opened.close());
  return opened;
}

const USD = 1_000_000;
const everyone = (change: Partial<GuildSettings["allowance"]["everyone"]>): GuildSettings =>
  settingsWith({
    allowance: {
      everyone: { videosPerDay: null, microUsdPerDay: null, atOnce: null, ...change },
      roles: {},
    },
  });
const budget = (day: number | null, month: number | null = null): GuildSettings =>
  settingsWith({ budget: { dayMicroUsd: day, monthMicroUsd: month } });
const asking = (change: Partial<VideoRequest>): { request: VideoRequest } => ({
  request: { ...sampleRequest, ...change },
});
let ids = 0;
const next = (): { generationId: string } => ({ generationId: String((ids += 1)) });

/** Half a dollar a video at 720p, a tenth of that at 360p; twice that with sound. */
const upperBoundOf = ({ resolution, results, audio }: VideoRequest): number =>
  (resolution === "360p" ? 0.05 : 0.5) * USD * results * (audio ? 2 : 1);

describe("a member's allowance", () => {
  test("of videos says how many are left, and what would fit", async () => {
    const { hold, refusal } = await till();
    const settings = everyone({ videosPerDay: 5 });
    hold({ ...next(), ...asking({ results: 3 }) }, settings);
    expect(refusal(asking({ results: 4 }), settings)).toMatchInlineSnapshot(
      `"You may make 5 videos a day here: 2 are left today, and this request asks for 4. With \`results: 2\` it would fit. There is more again <t:1778803200:R>. Nothing was spent."`,
    );
  });

  test("of less than is asked for promises no other day while all of it is left", async () => {
    const { refusal } = await till();
    expect(refusal(asking({ results: 4 }), everyone({ videosPerDay: 3 }))).toMatchInlineSnapshot(
      `"You may make 3 videos a day here: 3 are left today, and this request asks for 4. With \`results: 3\` it would fit. Nothing was spent."`,
    );
    const dollars = everyone({ microUsdPerDay: 0.1 * USD });
    expect(refusal({ upperBoundOf }, dollars)).toMatchInlineSnapshot(
      `"This request may cost up to $0.50, more than the $0.10 that you may spend here a day: $0.10 is left today. A request for 1 video of 5 seconds at 360p would fit. Nothing was spent."`,
    );
  });

  test("of videos lets the last one through and not one more", async () => {
    const { hold, refusal } = await till();
    const settings = everyone({ videosPerDay: 2 });
    hold(next(), settings);
    hold(next(), settings);
    expect(refusal({}, settings)).toMatchInlineSnapshot(
      `"You have used the 2 videos that you may make here a day. There is more again <t:1778803200:R>. Nothing was spent."`,
    );
  });

  test("of dollars says what is left and what this may cost", async () => {
    const { hold, refusal } = await till();
    const settings = everyone({ microUsdPerDay: 2 * USD });
    hold({ ...next(), microUsd: 1.7 * USD }, settings);
    expect(refusal({ upperBoundOf }, settings)).toMatchInlineSnapshot(
      `"You may spend $2.00 a day here: $0.30 is left today, and this request may cost up to $0.50. A request for 1 video of 5 seconds at 360p would fit. There is more again <t:1778803200:R>. Nothing was spent."`,
    );
  });

  test("of dollars is used to the last millionth", async () => {
    const { hold, refusal } = await till();
    const settings = everyone({ microUsdPerDay: 1000 });
    hold({ ...next(), microUsd: 1000 }, settings);
    expect(refusal({ microUsd: 1 }, settings)).toMatch(/\$0\.00 is left/);
  });

  test("of requests at once asks for patience", async () => {
    const { hold, refusal } = await till();
    const settings = everyone({ atOnce: 2 });
    hold(next(), settings);
    hold(next(), settings);
    expect(refusal({}, settings)).toMatchInlineSnapshot(
      `"You may have 2 requests under way at once here, and 2 are. Ask again when one of them is finished. Nothing was spent."`,
    );
  });

  test("of nothing says so, and names no time at which it renews", async () => {
    const { refusal } = await till();
    expect(refusal({}, everyone({ videosPerDay: 0 }))).toMatchInlineSnapshot(
      `"The moderators of this server allow you no videos. Nothing was spent."`,
    );
  });

  test("is each member's own", async () => {
    const { hold } = await till();
    const settings = everyone({ videosPerDay: 1 });
    hold(next(), settings);
    expect(() => hold({ ...next(), memberId: "5" }, settings)).not.toThrow();
  });

  test("is the most generous of the member's roles, limit by limit", async () => {
    const { hold, refusal } = await till();
    const none = { videosPerDay: null, microUsdPerDay: null, atOnce: null };
    const settings = settingsWith({
      allowance: {
        everyone: { videosPerDay: 1, microUsdPerDay: USD, atOnce: 9 },
        roles: {
          many: { videosPerDay: 4, microUsdPerDay: 0, atOnce: 1 },
          other: { ...none, videosPerDay: 0, microUsdPerDay: 2 * USD },
          free: none,
        },
      },
    });
    const roleIds = ["many", "other"];
    const three = asking({ results: 3 });
    hold({ ...next(), ...three, microUsd: USD * 2, roleIds }, settings);
    expect(refusal({ ...three, roleIds }, settings)).toMatch(/1 is left today/);
    expect(refusal({ roleIds, microUsd: 1 }, settings)).toMatch(/may spend \$2\.00 a day/);
    expect(() => hold({ ...next(), roleIds: ["free"] }, settings)).not.toThrow();
  });
});

describe("a guild's budget", () => {
  test("of the day says what is left and what would fit", async () => {
    const { hold, refusal } = await till();
    hold({ ...next(), microUsd: 4.7 * USD }, budget(5 * USD));
    const request = asking({ results: 2, audio: true, duration: 8 });
    expect(refusal({ ...request, upperBoundOf }, budget(5 * USD))).toMatchInlineSnapshot(
      `"This server may spend $5.00 a day: $0.30 of that is left, and this request may cost up to $2.00. A request for 2 videos of 8 seconds at 360p would fit. There is more again <t:1778803200:R>. Nothing was spent."`,
    );
  });

  test("of the month names the month's end, even where the day is used up too", async () => {
    const { hold, refusal } = await till();
    hold({ ...next(), microUsd: 5 * USD }, budget(5 * USD));
    expect(refusal({ microUsd: USD }, budget(5 * USD, 5.5 * USD))).toMatchInlineSnapshot(
      `"This server may spend $5.50 a month: $0.50 of that is left, and this request may cost up to $1.00. There is more again <t:1780272000:R>. Nothing was spent."`,
    );
  });

  test("is used to the last millionth and not passed by one", async () => {
    const { hold, refusal } = await till();
    hold({ ...next(), microUsd: 400_001 }, budget(USD));
    expect(refusal({ microUsd: 600_000 }, budget(USD))).toMatch(/\$0\.5999 of that is left/);
    expect(() => hold({ ...next(), microUsd: 599_999 }, budget(USD))).not.toThrow();
  });

  test("of nothing says so, and names no time at which it renews", async () => {
    const { refusal } = await till();
    expect(refusal({}, budget(0))).toMatchInlineSnapshot(
      `"This server may spend nothing a day, so no videos can be made here. Nothing was spent."`,
    );
  });

  test("that is smaller than the price says so, and promises no other day while all of it is left", async () => {
    const { hold, refusal } = await till();
    expect(refusal({ upperBoundOf }, budget(0.1 * USD))).toMatchInlineSnapshot(
      `"This request may cost up to $0.50, more than the $0.10 that this server may spend a day: $0.10 of that is left. A request for 1 video of 5 seconds at 360p would fit. Nothing was spent."`,
    );
    hold({ ...next(), microUsd: 0.08 * USD }, budget(0.1 * USD));
    expect(refusal({ upperBoundOf }, budget(0.1 * USD))).toMatchInlineSnapshot(
      `"This request may cost up to $0.50, more than the $0.10 that this server may spend a day: $0.02 of that is left. There is more again <t:1778803200:R>. Nothing was spent."`,
    );
  });

  test("begins anew at the guild's own midnight", async () => {
    const { hold, refusal, clock } = await till();
    const settings = { ...budget(USD), timeZone: "Asia/Tokyo" };
    hold({ ...next(), microUsd: USD }, settings);
    clock.set(Date.UTC(2026, 4, 14, 14, 59, 59));
    expect(refusal({ microUsd: USD }, settings)).toContain(
      `<t:${Date.UTC(2026, 4, 14, 15) / 1000}:R>`,
    );
    clock.set(Date.UTC(2026, 4, 14, 15));
    expect(hold({ ...next(), microUsd: USD }, settings).day).toBe("2026-05-15");
  });

  test("counts anew by the guild's new clock once the time zone changes", async () => {
    const { hold, refusal, clock } = await till();
    clock.set(Date.UTC(2026, 4, 14, 14));
    hold({ ...next(), microUsd: USD }, budget(USD));
    clock.set(Date.UTC(2026, 4, 14, 16));
    expect(refusal({}, budget(USD))).toMatch(/\$0\.00 of that/);
    expect(() => hold(next(), { ...budget(USD), timeZone: "Asia/Tokyo" })).not.toThrow();
  });
});

describe("the operator's limits", () => {
  const operator = {
    dayMicroUsd: 7_654_321,
    monthMicroUsd: undefined,
    guildDayMicroUsd: undefined,
  };

  test("hold over all guilds, and tell nobody a figure", async () => {
    const { hold, refusal } = await till(operator);
    hold({ ...next(), guildId: "1", microUsd: 7_600_000 });
    expect(refusal({ upperBoundOf })).toMatchInlineSnapshot(
      `"What the bot may spend today, in all servers together, is not enough for this request any more. A request for 1 video of 5 seconds at 360p would fit. There is more again <t:1778803200:R>. Nothing was spent."`,
    );
  });

  test("hold for a month as well", async () => {
    const { hold, refusal } = await till({ monthMicroUsd: USD });
    hold({ ...next(), microUsd: USD });
    expect(refusal()).toMatch(/may spend this month.*<t:1780272000:R>/);
  });

  test("do not hold for a guild with a key of its own", async () => {
    const { hold } = await till({ dayMicroUsd: 1, monthMicroUsd: 1, guildDayMicroUsd: 1 });
    expect(() => hold({ ...next(), keyId: "own" })).not.toThrow();
  });

  test("for a guild's day count what the operator paid, and nothing else", async () => {
    const { hold, refusal } = await till({ guildDayMicroUsd: USD });
    hold({ ...next(), keyId: "own", microUsd: 5 * USD });
    hold({ ...next(), microUsd: 0.6 * USD });
    expect(refusal({ microUsd: 0.5 * USD })).toMatch(/may spend \$1\.00 a day: \$0\.40 of that/);
  });

  test("for a guild's day cannot be raised by its moderators", async () => {
    const { refusal } = await till({ guildDayMicroUsd: USD });
    expect(refusal({ microUsd: 2 * USD }, budget(50 * USD))).toMatch(
      /more than the \$1\.00 that this server may spend a day/,
    );
  });
});

test("no smaller request is proposed where more than its price is in the way", async () => {
  const { hold, refusal } = await till();
  const settings = { ...budget(USD), allowance: everyone({ atOnce: 1 }).allowance };
  hold({ ...next(), microUsd: 0.9 * USD }, settings);
  expect(refusal({ upperBoundOf }, settings)).not.toMatch(/would fit/);
});
