import type { Generation } from "../generation/generation.ts";
import type { SafetyMode } from "../generation/request.ts";
import { isShown } from "../generation/review.ts";
import type { GuildSettings } from "./settings.ts";

const STRICTNESS: Record<SafetyMode, number> = { none: 0, fast: 1, full: 2 };

/** Safety only tightens (rule 9). */
export const strictest = (a: SafetyMode, b: SafetyMode): SafetyMode =>
  STRICTNESS[a] >= STRICTNESS[b] ? a : b;

export const isStricter = (a: SafetyMode, than: SafetyMode): boolean =>
  STRICTNESS[a] > STRICTNESS[than];

/** Who decided the mode that holds; of equals the one that is asked first. */
export type SafetyRule = "operator" | "guild" | "channel";

export interface EffectiveSafety {
  mode: SafetyMode;
  rule: SafetyRule;
}

/**
 * The mode that holds in a channel: the strictest of the operator's floor, the guild's mode and the
 * channel's own. A thread or a forum post has the rules of the channel it belongs to.
 */
export function effectiveSafety(
  floor: SafetyMode,
  settings: Pick<GuildSettings, "safety">,
  channel: { channelId: string; parentChannelId: string | null },
): EffectiveSafety {
  const { guild, channels } = settings.safety;
  const own = channels[channel.parentChannelId ?? channel.channelId] ?? "none";
  const candidates: EffectiveSafety[] = [
    { mode: floor, rule: "operator" },
    { mode: guild, rule: "guild" },
    { mode: own, rule: "channel" },
  ];
  return candidates.reduce((strict, next) => (isStricter(next.mode, strict.mode) ? next : strict));
}

/** Why a channel does not take a result that was made elsewhere. */
export type NotReceived = "looser" | "flagged" | "unreviewed";

export interface Receiver {
  guildId: string;
  channelId: string;
  /** Where that is a thread or a forum post, the channel it belongs to. */
  parentChannelId: string | null;
}

/**
 * Why a result may not be shown in a channel; null where it may. It has to have been checked at least
 * as strictly as what is made there. From another guild, moreover, nothing comes that the check had
 * flagged, whatever moderators said of it there; and to a guild that looks at everything first, only
 * what the moderators of its own guild have approved.
 */
export function whyNotReceived(
  floor: SafetyMode,
  settings: Pick<GuildSettings, "safety" | "review">,
  receiver: Receiver,
  { guildId, safety, videos }: Pick<Generation, "guildId" | "safety" | "videos">,
): NotReceived | null {
  const { mode } = effectiveSafety(floor, settings, receiver);
  if (isStricter(mode, safety)) return "looser";
  if (receiver.guildId === guildId) return null;
  const shown = videos.filter(isShown);
  if (mode !== "none" && shown.some(({ flagged }) => flagged)) return "flagged";
  const isApproved = ({ review }: (typeof shown)[number]): boolean =>
    review?.verdict === "approved" && review.by !== null;
  return settings.review.mode === "all" && !shown.every(isApproved) ? "unreviewed" : null;
}

/** Asked at the moment of showing, wherever a result is shown beside its card. */
export const mayReceive = (...asked: Parameters<typeof whyNotReceived>): boolean =>
  whyNotReceived(...asked) === null;
