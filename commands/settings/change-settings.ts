import { isDeepStrictEqual } from "node:util";
import type { BaseInteraction } from "discord.js";
import type { Services } from "../../src/discord/services.ts";
import type { GuildSettings } from "../../src/policy/settings.ts";
import { guildOf } from "./guild-of.ts";

export interface SettingsChange {
  /** Kebab-case, for the audit trail: `settings-safety`. */
  action: string;
  /** The next settings, from the ones that hold; may throw a UserError. */
  decide: (current: GuildSettings) => GuildSettings;
  /** A sentence for the moderators who read the log, once the change is written. */
  detail: (now: GuildSettings, before: GuildSettings) => string;
  /** The channel that the change is about. */
  channelId?: string;
}

/**
 * Asked with what holds right before a change is decided: a panel refuses there what was chosen over
 * something that has changed since.
 */
export type CheckCurrent = (current: GuildSettings) => void;

export const anything: CheckCurrent = () => undefined;

/**
 * The one way in which a setting changes: written first, then on record. What was set to what it is
 * already leaves no trace.
 */
export async function changeSettings(
  interaction: BaseInteraction,
  { settings, moderation, clock }: Services,
  { action, decide, detail, channelId }: SettingsChange,
): Promise<GuildSettings> {
  const guildId = guildOf(interaction);
  let before: GuildSettings | undefined;
  const now = await settings.change(guildId, (current) => {
    const next = decide(current);
    before = isDeepStrictEqual(next, current) ? undefined : current;
    return next;
  });
  if (before === undefined) return now;
  await moderation.record({
    guildId,
    at: clock.now(),
    by: interaction.user.id,
    action,
    subject: channelId === undefined ? {} : { channelId },
    detail: detail(now, before),
    source: interaction.id,
  });
  return now;
}
