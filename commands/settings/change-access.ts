import type { BaseInteraction } from "discord.js";
import { commandName } from "../../src/discord/command-name.ts";
import type { Services } from "../../src/discord/services.ts";
import { UserError } from "../../src/generation/errors.ts";
import { EVERY_COMMAND } from "../../src/policy/access.ts";
import type { Access, GuildSettings } from "../../src/policy/settings.ts";
import { changeSettings } from "./change-settings.ts";
import { listed } from "./words.ts";

export const ACCESS_ACTIONS = ["allow", "deny", "remove"] as const;
export type AccessAction = (typeof ACCESS_ACTIONS)[number];

/** More would not fit on the panel, nor into anybody's head. */
const LONGEST_LIST = 50;

export interface AccessChange {
  /** What the id is of. */
  kind: keyof Access;
  action: AccessAction;
  id: string;
  /** A command's name, or `*`. */
  command: string;
}

/** Allows, denies or forgets a role or channel, and says what holds for that command now. */
export async function changeAccess(
  interaction: BaseInteraction,
  services: Services,
  change: AccessChange,
): Promise<string> {
  const { command } = change;
  const now = await changeSettings(interaction, services, {
    action: "settings-access",
    decide: (current) => ({ ...current, access: nextAccess(current.access, change) }),
    detail: ({ access }) =>
      `${subjectOf(command)} can now be used ${accessInWords(access[command])}.`,
    ...(change.kind === "channels" ? { channelId: change.id } : {}),
  });
  return [
    `${subjectOf(command)} can now be used ${accessInWords(now.access[command])}.`,
    ...explained(now.access, command),
  ].join(" ");
}

function nextAccess(
  access: GuildSettings["access"],
  { kind, action, id, command }: AccessChange,
): GuildSettings["access"] {
  const { [command]: current = EMPTY, ...others } = access;
  const { allow, deny } = current[kind];
  const without = (ids: readonly string[]): string[] => ids.filter((one) => one !== id);
  const lists = {
    allow: action === "allow" ? [...without(allow), id] : without(allow),
    deny: action === "deny" ? [...without(deny), id] : without(deny),
  };
  if (lists.allow.length > LONGEST_LIST || lists.deny.length > LONGEST_LIST) {
    throw new UserError(
      `A list holds ${LONGEST_LIST} ${kind} at most: remove one first. Nothing was changed.`,
    );
  }
  const next: Access = { ...current, [kind]: lists };
  const isEmpty = [next.roles, next.channels].every(
    (own) => own.allow.length + own.deny.length === 0,
  );
  return isEmpty ? others : { ...others, [command]: next };
}

/** Of each list, so that an answer fits into a message. */
const SHOWN = 6;

const EMPTY: Access = { roles: { allow: [], deny: [] }, channels: { allow: [], deny: [] } };

export const subjectOf = (command: string): string =>
  command === EVERY_COMMAND ? "Every command" : commandName(command);

/** "by everyone, everywhere"; "only by …, but not by …, only in …, but not in …". */
export function accessInWords({ roles, channels }: Access = EMPTY, shown = SHOWN): string {
  const named = (ids: readonly string[], sign: string): string =>
    listed(
      ids.map((id) => `<${sign}${id}>`),
      shown,
    );
  const where = [
    ...(channels.allow.length > 0 ? [`only in ${named(channels.allow, "#")}`] : []),
    ...(channels.deny.length > 0 ? [`but not in ${named(channels.deny, "#")}`] : []),
  ];
  return [
    roles.allow.length > 0 ? `only by ${named(roles.allow, "@&")}` : "by everyone",
    ...(roles.deny.length > 0 ? [`but not by ${named(roles.deny, "@&")}`] : []),
    ...(where.length > 0 || roles.allow.length + roles.deny.length > 0 ? where : ["everywhere"]),
  ].join(", ");
}

function explained(access: GuildSettings["access"], command: string): string[] {
  const { roles, channels } = access[command] ?? EMPTY;
  const isBoth = [roles, channels].some((own) => own.allow.length > 0 && own.deny.length > 0);
  const general = command === EVERY_COMMAND ? undefined : access[EVERY_COMMAND];
  const hasChannels = channels.allow.length + channels.deny.length > 0;
  return [
    ...(isBoth ? ["Where both apply, “but not” wins."] : []),
    ...(hasChannels ? ["Threads follow their channel."] : []),
    ...(general === undefined
      ? []
      : [`Beside that, every command can be used ${accessInWords(general)}.`]),
    "Whoever has **Manage Server** can always use `/settings` and `/setup`.",
  ];
}
