import type { BaseInteraction } from "discord.js";
import type { OperatorLimits, Services } from "../../../src/discord/services.ts";
import type { PeriodTotals } from "../../../src/policy/money/tally.ts";
import type { GuildSettings } from "../../../src/policy/settings.ts";
import { guildOf } from "../guild-of.ts";

/** Everything that the panel shows. */
export interface PanelView {
  guildId: string;
  guildName: string;
  /** Undefined where the record cannot be read. */
  settings: GuildSettings | undefined;
  operator: OperatorLimits;
  /** The log channel was deleted. */
  isLogGone: boolean;
  /** The guild's own Runware key as it may be shown; null: the operator pays. */
  maskedKey: string | null;
  /** What the guild has spent and holds today and this month, by its own clocks. */
  spent: PeriodTotals | undefined;
  now: number;
}

export async function gatherView(
  interaction: BaseInteraction,
  services: Services,
): Promise<PanelView> {
  const guildId = guildOf(interaction);
  const { settings, operator, keys, usage, clock } = services;
  const own = settings.isReadable(guildId) ? settings.of(guildId) : undefined;
  const logChannelId = own?.logChannelId ?? null;
  return {
    guildId,
    guildName: interaction.guild?.name ?? "this server",
    settings: own,
    operator,
    isLogGone:
      logChannelId !== null && interaction.guild?.channels.cache.has(logChannelId) === false,
    maskedKey: own === undefined ? null : (keys.of(guildId)?.masked ?? null),
    spent: own === undefined ? undefined : (await usage.ofGuild(guildId, 1)).now,
    now: clock.now(),
  };
}
