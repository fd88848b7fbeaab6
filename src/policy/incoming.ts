import type { Generation } from "../generation/generation.ts";
import type { SafetyMode } from "../generation/request.ts";
import { mayReceive } from "./safety.ts";
import type { GuildSettings, Settings } from "./settings.ts";

/** Who made what comes from another guild. */
export interface Sender {
  guildId: string;
  memberId: string;
}

/**
 * Whom a guild's moderators have blocked from sending results here: the guild or the member; null
 * where neither. Somebody who gives no name is blocked under a pseudonym, so that the block says
 * nothing of who it is; and so are members whose data was deleted.
 * @param nameOf the pseudonym of an id
 */
export function blockedSender(
  { sharing }: Pick<GuildSettings, "sharing">,
  { guildId, memberId }: Sender,
  nameOf: (id: string) => string,
): "guild" | "member" | null {
  const isOn = (list: readonly string[], id: string): boolean =>
    list.includes(id) || list.includes(nameOf(id));
  if (isOn(sharing.blockedGuildIds, guildId)) return "guild";
  return isOn(sharing.blockedMemberIds, memberId) ? "member" : null;
}

/**
 * Whether a share that was asked for may still be posted: both guilds allow it at this moment, into this
 * channel, and nobody was blocked meanwhile. What cannot be read may have said no.
 */
export function permitsShare(
  generation: Pick<Generation, "guildId" | "memberId" | "safety" | "videos">,
  receiver: { guildId: string; channelId: string },
  {
    settings,
    safetyFloor,
    nameOf,
  }: {
    settings: Pick<Settings, "of" | "isReadable">;
    safetyFloor: SafetyMode;
    nameOf: (id: string) => string;
  },
): boolean {
  const { guildId, channelId } = receiver;
  if (!settings.isReadable(guildId) || !settings.isReadable(generation.guildId)) return false;
  const own = settings.of(guildId);
  return (
    settings.of(generation.guildId).sharing.outgoing &&
    own.sharing.incomingChannelId === channelId &&
    blockedSender(own, generation, nameOf) === null &&
    mayReceive(safetyFloor, own, { ...receiver, parentChannelId: null }, generation)
  );
}
