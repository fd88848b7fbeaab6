import type { BaseInteraction } from "discord.js";
import type { Services } from "../../src/discord/services.ts";
import type { GuildSettings } from "../../src/policy/settings.ts";
import { guildOf } from "./guild-of.ts";

export interface SettingsChange {
  /** Kebab-case, for the audit trail: `settings-safety`. */
  action: string;
  /** The next settings, from the ones that hold: the same object where nothing changes. Throws a UserError. */
  decide: (current: GuildSettings) => GuildSettings;
  /** A sentence for the moderators who read the log, once the change is written. */
  detail: (now: GuildSettings, before: GuildSettings) => string;
  /** The channel that the change is about. */
  channelId?: string;
}

/** The one way in which a setting changes: written first, then on record. */
export async function changeSettings(
  interaction: BaseInteraction,
  { settings }: Services,
  { decide }: SettingsChange,
): Promise<GuildSettings> {
  return settings.change(guildOf(interaction), decide);
}
