import type { Access, GuildSettings } from "./settings.ts";

/** The key of the rules that hold for every command. */
export const EVERY_COMMAND = "*";

/** Who uses a command, and where. */
export interface Seeker {
  guildId: string;
  roleIds: readonly string[];
  channelId: string;
  /** Of a thread or a forum post: the channel it belongs to, whose rules it has. */
  parentChannelId: string | null;
}

export interface AccessRefusal {
  by: "roles" | "channels";
  /** The list that decided: what is on it passes, or what is on it does not. */
  rule: "allow" | "deny";
  /** What is on that list; for `deny` only what was met. */
  ids: string[];
}

/**
 * Whether a guild's rules let somebody use a command; undefined where they do. Denied wins over
 * allowed; a list of allowed ones that is not empty lets nobody else in. The rules for every command
 * and the command's own both have to let them pass.
 */
export function refusedAccess(
  { access }: Pick<GuildSettings, "access">,
  command: string,
  seeker: Seeker,
): AccessRefusal | undefined {
  const { guildId, roleIds, channelId, parentChannelId } = seeker;
  // Discord does not list @everyone among a member's roles; its id is the guild's.
  const roles = [...roleIds, guildId];
  // A rule may name the thread itself as well as the channel it is in.
  const channels = parentChannelId === null ? [channelId] : [channelId, parentChannelId];
  for (const rules of [access[EVERY_COMMAND], access[command]]) {
    if (rules === undefined) continue;
    const refusal =
      judge("roles", rules.roles, roles) ?? judge("channels", rules.channels, channels);
    if (refusal !== undefined) return refusal;
  }
  return undefined;
}

function judge(
  by: AccessRefusal["by"],
  { allow, deny }: Access["roles"],
  ids: readonly string[],
): AccessRefusal | undefined {
  const met = deny.filter((id) => ids.includes(id));
  if (met.length > 0) return { by, rule: "deny", ids: met };
  if (allow.length === 0 || allow.some((id) => ids.includes(id))) return undefined;
  return { by, rule: "allow", ids: allow };
}
