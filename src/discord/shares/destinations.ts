import type { Client } from "discord.js";
import type { Generation } from "../../generation/generation.ts";
import { blockedSender } from "../../policy/incoming.ts";
import type { Services } from "../services.ts";

/** Where a result could go. */
export interface Destination {
  guildId: string;
  name: string;
  /** Videos that the member has made there. */
  videos: number;
}

/** Discord's limit for the choices of a menu. */
const MOST = 25;

/**
 * The other guilds that a member may find in the menu: where they have made videos, by what is counted
 * there of them, and whose moderators take shares from them. Whether they are still a member is asked
 * once they have chosen. Those they have made most in come first where there are too many.
 */
export async function findDestinations(
  client: Pick<Client, "guilds">,
  generation: Pick<Generation, "guildId" | "memberId">,
  { settings, operator, shares }: Pick<Services, "settings" | "operator" | "shares">,
): Promise<Destination[]> {
  const open = settings.guildIds().filter((guildId) => {
    if (guildId === generation.guildId || !client.guilds.cache.has(guildId)) return false;
    if (operator.allowedGuilds?.has(guildId) === false || !settings.isReadable(guildId))
      return false;
    const own = settings.of(guildId);
    return (
      own.sharing.incomingChannelId !== null &&
      blockedSender(own, generation, shares.nameOf) === null
    );
  });
  const used = await shares.usedIn(generation.memberId, open);
  return open
    .flatMap((guildId) => {
      const videos = used.get(guildId) ?? 0;
      const name = client.guilds.cache.get(guildId)?.name;
      return videos === 0 || name === undefined ? [] : [{ guildId, name, videos }];
    })
    .toSorted((a, b) => b.videos - a.videos)
    .slice(0, MOST)
    .toSorted((a, b) => a.name.localeCompare(b.name, "en"));
}
