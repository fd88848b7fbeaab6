import { createHash } from "node:crypto";
import { UserError } from "../../../src/generation/errors.ts";
import type { GuildSettings } from "../../../src/policy/settings.ts";
import type { CheckCurrent } from "../change-settings.ts";

/** What a control of the panel showed when it was drawn, short enough for its custom id. */
export const shownOf = {
  safety: ({ safety }) => safety.guild,
  review: ({ review }) => `${review.mode}.${review.first}`,
  log: ({ logChannelId }) => logChannelId ?? "none",
  pause: ({ paused }) => (paused === null ? "open" : "paused"),
  budget: ({ budget, timeZone }) =>
    createHash("sha256")
      .update(JSON.stringify([budget.dayMicroUsd, budget.monthMicroUsd, timeZone]))
      .digest("hex")
      .slice(0, 12),
} as const satisfies Record<string, (settings: GuildSettings) => string>;

/**
 * A panel may lie open for a quarter of an hour. What was chosen on it over a value that somebody
 * has changed meanwhile was chosen without knowing that.
 */
export function unlessStale(part: keyof typeof shownOf, shown: string | undefined): CheckCurrent {
  return (current) => {
    if (shownOf[part](current) === shown) return;
    throw new UserError(
      "Somebody changed this since the panel was drawn, so your choice was not applied. The panel shows now how it is.",
    );
  };
}
