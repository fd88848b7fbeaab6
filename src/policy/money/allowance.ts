import type { Allowance, GuildSettings } from "../settings.ts";
import type { Period } from "./days.ts";
import type { Refusal } from "./refusal.ts";
import type { Totals } from "./timeline.ts";
import { atMost, count, left } from "./words.ts";

/**
 * What a member may make: the most generous of everyone's allowance and those of their roles, each
 * limit by itself. Null is no limit, and wins.
 */
export function allowanceOf(
  { everyone, roles }: GuildSettings["allowance"],
  roleIds: readonly string[],
): Allowance {
  const own = [everyone, ...roleIds.flatMap((id) => roles[id] ?? [])];
  const most = (limit: keyof Allowance): number | null => {
    const values = own.map((allowance) => allowance[limit]);
    return values.includes(null) ? null : Math.max(...values.map(Number));
  };
  return {
    videosPerDay: most("videosPerDay"),
    microUsdPerDay: most("microUsdPerDay"),
    atOnce: most("atOnce"),
  };
}

/** The member's limits that this request does not fit into; empty where it may run. */
export function allowanceRefusals(
  allowance: Allowance,
  used: { day: Totals; atOnce: number },
  asked: { videos: number; microUsd: number },
  today: Pick<Period, "until">,
): Refusal[] {
  return [
    ...tooManyVideos(allowance.videosPerDay, used.day.videos, asked.videos, today.until),
    ...tooDear(allowance.microUsdPerDay, used.day, asked.microUsd, today.until),
    ...tooManyAtOnce(allowance.atOnce, used.atOnce),
  ];
}

/** Zero of anything: there is nothing to wait for. */
const noVideos: Refusal = {
  sentence: "The moderators of this server allow you no videos.",
  renewsAt: null,
  roomMicroUsd: null,
};

function tooManyVideos(
  limit: number | null,
  used: number,
  asked: number,
  renewsAt: number,
): Refusal[] {
  if (limit === null || used + asked <= limit) return [];
  if (limit === 0) return [noVideos];
  const rest = Math.max(0, limit - used);
  const sentence =
    rest === 0
      ? `You have used the ${limit === 1 ? "one video" : `${limit} videos`} that you may make here a day.`
      : `You may make ${count(limit, "video")} a day here: ${rest} ${rest === 1 ? "is" : "are"} left today, and this request asks for ${asked}. With \`results: ${rest}\` it would fit.`;
  // Where all of it is left, no other day has more.
  return [{ sentence, renewsAt: used > 0 ? renewsAt : null, roomMicroUsd: null }];
}

function tooDear(
  limit: number | null,
  { spentMicroUsd, reservedMicroUsd }: Totals,
  asked: number,
  renewsAt: number,
): Refusal[] {
  const used = spentMicroUsd + reservedMicroUsd;
  if (limit === null || used + asked <= limit) return [];
  if (limit === 0) return [noVideos];
  const rest = `${left(limit, used)} is left today`;
  const sentence =
    asked > limit
      ? `This request may cost up to ${atMost(asked)}, more than the ${atMost(limit)} that you may spend here a day: ${rest}.`
      : `You may spend ${atMost(limit)} a day here: ${rest}, and this request may cost up to ${atMost(asked)}.`;
  return [{ sentence, renewsAt: used > 0 ? renewsAt : null, roomMicroUsd: limit - used }];
}

function tooManyAtOnce(limit: number | null, underWay: number): Refusal[] {
  if (limit === null || underWay < limit) return [];
  if (limit === 0) return [noVideos];
  const sentence = `You may have ${count(limit, "request")} under way at once here, and ${underWay === 1 ? "one is" : `${underWay} are`}. Ask again when ${underWay === 1 ? "it" : "one of them"} is finished.`;
  return [{ sentence, renewsAt: null, roomMicroUsd: null }];
}
