import type { BaseInteraction } from "discord.js";
import { plain } from "../../src/discord/card/text.ts";
import type { Services } from "../../src/discord/services.ts";
import { guildOf } from "../settings/guild-of.ts";

/** Puts on record what was decided about feeds. */
export function recordFeed(
  interaction: BaseInteraction,
  { moderation, clock }: Pick<Services, "moderation" | "clock">,
  { action, detail, channelId }: { action: string; detail: string; channelId?: string },
): Promise<void> {
  return moderation.record({
    guildId: guildOf(interaction),
    at: clock.now(),
    by: interaction.user.id,
    action,
    subject: channelId === undefined ? {} : { channelId },
    detail,
    source: interaction.id,
  });
}

/** As somebody wrote it: not escaped. */
export const guildName = ({ client }: Pick<BaseInteraction, "client">, guildId: string): string =>
  client.guilds.cache.get(guildId)?.name ?? "a server that I have left";

/** The server of a feed as people know it, bold. */
export const feedName = (from: Pick<BaseInteraction, "client">, guildId: string): string =>
  `**${plain(guildName(from, guildId))}**`;
