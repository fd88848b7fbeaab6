import type { GuildSettings } from "./settings.ts";

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
