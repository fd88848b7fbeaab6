import type { SafetyMode } from "../generation/request.ts";
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
