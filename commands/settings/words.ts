import { usd } from "../../src/discord/card/text.ts";
import type { SafetyMode } from "../../src/generation/request.ts";
import type { Allowance, GuildSettings, ReviewMode } from "../../src/policy/settings.ts";

const SAFETY_NAMES: Record<SafetyMode, string> = { none: "off", fast: "fast", full: "full" };

const SAFETY_MEANINGS: Record<SafetyMode, string> = {
  none: "nothing is checked",
  fast: "a few frames of each video are checked",
  full: "every frame is checked",
};

/** As the command's choices name it. */
export const safetyModeName = (mode: SafetyMode): string => SAFETY_NAMES[mode];

export const safetyMeaning = (mode: SafetyMode): string => SAFETY_MEANINGS[mode];

/** **fast** (a few frames of each video are checked). */
export const safetyMode = (mode: SafetyMode): string =>
  `**${SAFETY_NAMES[mode]}** (${SAFETY_MEANINGS[mode]})`;

/** What waits for a moderator, as the end of a sentence. */
export function reviewMeaning({ mode, first }: GuildSettings["review"]): string {
  const meanings: Record<ReviewMode, string> = {
    none: "no video waits for a moderator; one that the safety check flags is withheld for good",
    flagged: "a video that the safety check flags waits for a moderator",
    "first-timers": `${first === 1 ? "the first video" : `the first ${first} videos`} of each member, and whatever the safety check flags, wait for a moderator`,
    all: "every video waits for a moderator",
  };
  return meanings[mode];
}

/** "**$5.00 a day** and **$60.00 a month**", or "**without a limit**". */
export function budgetInWords({ dayMicroUsd, monthMicroUsd }: GuildSettings["budget"]): string {
  if (dayMicroUsd === null && monthMicroUsd === null) return "**without a limit**";
  if (monthMicroUsd === null)
    return `**${usd(dayMicroUsd ?? 0)} a day**, with no limit for the month`;
  if (dayMicroUsd === null) return `**${usd(monthMicroUsd)} a month**, with no limit for the day`;
  return `**${usd(dayMicroUsd)} a day** and **${usd(monthMicroUsd)} a month**`;
}

const inWords = new Intl.ListFormat("en", { type: "conjunction" });

/** What everyone may make: "**10 videos a day** and **2 requests at once**", or "**no limit**". */
export function allowanceInWords(allowance: Allowance): string {
  const limits = limitsInWords(allowance, (limit) => limit !== null);
  return limits.length === 0 ? "**no limit**" : inWords.format(limits);
}

/** What a role adds to that; zero adds nothing, since the most generous wins. */
export const roleAllowanceInWords = (allowance: Allowance): string =>
  inWords.format(limitsInWords(allowance, (limit) => limit !== 0));

function limitsInWords(
  { videosPerDay, microUsdPerDay, atOnce }: Allowance,
  isSaid: (limit: number | null) => boolean,
): string[] {
  const many = (count: number | null, what: string): string =>
    count === null ? `any number of ${what}s` : counted(count, what);
  return [
    ...(isSaid(videosPerDay) ? [`**${many(videosPerDay, "video")} a day**`] : []),
    ...(isSaid(microUsdPerDay)
      ? [`**${microUsdPerDay === null ? "any amount of USD" : usd(microUsdPerDay)} a day**`]
      : []),
    ...(isSaid(atOnce) ? [`**${many(atOnce, "request")} at once**`] : []),
  ];
}

/** "a, b, and 3 more": Discord's messages are not as long as a server's lists may be. */
export function listed(items: readonly string[], most: number): string {
  const more = items.length - most;
  return more > 0 ? `${items.slice(0, most).join(", ")} and ${more} more` : items.join(", ");
}

export const counted = (count: number, one: string, many = `${one}s`): string =>
  `${count === 0 ? "no" : count} ${count === 1 ? one : many}`;

/** "#best, from 3 favourites on, with the best of each week". */
export const showcaseInWords = ({
  channelId,
  threshold,
  weekly,
}: NonNullable<GuildSettings["showcase"]>): string =>
  `<#${channelId}>, from ${counted(threshold, "favourite")} on${weekly ? ", with the best of each week" : ""}`;
