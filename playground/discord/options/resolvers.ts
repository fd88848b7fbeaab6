import { ClientRefusal } from "../actor/client-refusal.ts";
import { OptionType, type CommandOption } from "./command-shape.ts";

/** Where the local Discord looks up what a member picked; undefined means there is no such thing. */
export interface OptionResolvers {
  resolveUser?: (given: unknown) => { id: string; user: object; member?: object } | undefined;
  resolveRole?: (given: unknown) => { id: string; role: object } | undefined;
  resolveChannel?: (given: unknown) => { id: string; channel: { type: number } } | undefined;
  /** Stores a file that the member attached and gives the attachment object back. */
  attach?: (given: unknown, option: CommandOption) => { id: string } | undefined;
}

/** The objects behind the ids in an interaction's options, each kind by id. */
export interface ResolvedData {
  users?: Record<string, object>;
  members?: Record<string, object>;
  roles?: Record<string, object>;
  channels?: Record<string, object>;
  attachments?: Record<string, object>;
}

/**
 * Looks up a user, role, channel or file and adds it to `resolved`.
 *
 * @returns its id. @throws ClientRefusal when there is none.
 */
export function resolveInto(
  resolved: ResolvedData,
  option: CommandOption,
  given: unknown,
  resolvers: OptionResolvers,
): string {
  const { type } = option;
  if (type === OptionType.Attachment) {
    const file = resolvers.attach?.(given, option) ?? refuse(option, "Attach a file.");
    (resolved.attachments ??= {})[file.id] = file;
    return file.id;
  }
  if (type === OptionType.Channel) {
    const found = resolvers.resolveChannel?.(given) ?? refuse(option, "Input a valid channel.");
    if (option.channel_types && !option.channel_types.includes(found.channel.type)) {
      refuse(option, "A channel of this type cannot be chosen.");
    }
    (resolved.channels ??= {})[found.id] = found.channel;
    return found.id;
  }
  const asRole = type === OptionType.User ? undefined : resolvers.resolveRole?.(given);
  if (asRole) {
    (resolved.roles ??= {})[asRole.id] = asRole.role;
    return asRole.id;
  }
  const asUser = type === OptionType.Role ? undefined : resolvers.resolveUser?.(given);
  if (!asUser) return refuse(option, "Input a valid user or role.");
  (resolved.users ??= {})[asUser.id] = asUser.user;
  if (asUser.member) (resolved.members ??= {})[asUser.id] = asUser.member;
  return asUser.id;
}

function refuse(option: CommandOption, sentence: string): never {
  throw new ClientRefusal(`${option.name}: ${sentence}`);
}
