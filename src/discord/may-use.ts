import type { BaseInteraction } from "discord.js";
import { UserError } from "../generation/errors.ts";
import { refusedAccess, type AccessRefusal } from "../policy/access.ts";
import type { Settings } from "../policy/settings.ts";
import { commandName } from "./command-name.ts";
import { parentOf, rolesOf } from "./origin.ts";
import { hasRight } from "./rights.ts";

/** Whoever manages the server can always undo a rule that shut them out too. */
const NEVER_LOCKED: ReadonlySet<string> = new Set(["settings", "setup"]);

/** Which roles or channels a sentence names; the rest is counted. */
const NAMED = 10;

const oneOf = new Intl.ListFormat("en", { type: "disjunction" });

/**
 * Asks a guild's `/settings access` before each use of a command. Where the settings cannot be read
 * nothing is asked: what costs something is refused at admission then.
 */
export function createMayUse(settings: Settings) {
  return (interaction: BaseInteraction, command: string): void => {
    const { guildId, channelId } = interaction;
    if (guildId === null || channelId === null || !settings.isReadable(guildId)) return;
    if (NEVER_LOCKED.has(command) && hasRight(interaction, "ManageGuild")) return;
    const refusal = refusedAccess(settings.of(guildId), command, {
      guildId,
      roleIds: rolesOf(interaction),
      channelId,
      parentChannelId: parentOf(interaction),
    });
    if (refusal !== undefined) throw new UserError(sentenceFor(refusal, command, guildId));
  };
}

function sentenceFor({ by, rule, ids }: AccessRefusal, command: string, guildId: string): string {
  const what = commandName(command);
  if (by === "channels") {
    return rule === "deny"
      ? `${what} cannot be used in this channel: the moderators of this server closed it here.`
      : `${what} can be used in ${listed(ids, (id) => `<#${id}>`)} only: the moderators of this server decided that.`;
  }
  if (rule === "deny" && ids.includes(guildId)) {
    return `${what} is closed to everyone in this server: its moderators decided that.`;
  }
  const roles = listed(ids, (id) => `<@&${id}>`);
  return rule === "deny"
    ? `${what} is closed to members with the role ${roles}: the moderators of this server decided that.`
    : `Only members with the role ${roles} can use ${what}: the moderators of this server decided that.`;
}

function listed(ids: readonly string[], mention: (id: string) => string): string {
  const named = ids.slice(0, NAMED).map(mention);
  const more = ids.length - named.length;
  return oneOf.format(more > 0 ? [...named, `${more} more`] : named);
}
