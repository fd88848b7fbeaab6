import type { SafetyMode } from "../../src/generation/request.ts";

const SAFETY_NAMES: Record<SafetyMode, string> = { none: "off", fast: "fast", full: "full" };

const SAFETY_MEANINGS: Record<SafetyMode, string> = {
  none: "nothing is checked",
  fast: "a few frames of each video are checked",
  full: "every frame is checked",
};

/** As the command's choices name it. */
export const safetyModeName = (mode: SafetyMode): string => SAFETY_NAMES[mode];

/** **fast** (a few frames of each video are checked). */
export const safetyMode = (mode: SafetyMode): string =>
  `**${SAFETY_NAMES[mode]}** (${SAFETY_MEANINGS[mode]})`;
