import { PermissionFlagsBits } from "discord-api-types/v10";
import { ClientRefusal } from "./actor/client-refusal.ts";
import { OptionType, type CommandOption, type CommandPayload } from "./options/command-shape.ts";
import type { InteractionOption } from "./options/interaction-option.ts";
import { leafOf } from "./options/leaf.ts";
import { plainValue } from "./options/option-value.ts";
import { resolveInto, type OptionResolvers, type ResolvedData } from "./options/resolvers.ts";
import { has } from "./permissions.ts";

export { checkCommand, checkCommands } from "./check-commands.ts";
export type { CommandOption, CommandPayload } from "./options/command-shape.ts";
export type { InteractionOption } from "./options/interaction-option.ts";
export type { OptionResolvers, ResolvedData } from "./options/resolvers.ts";

export interface TypedCommand {
  options: InteractionOption[];
  /** Left out where no option refers to anything. */
  resolved?: ResolvedData;
}

/** Values by option name; undefined counts as not given. */
export type GivenOptions = Readonly<Record<string, unknown>>;

const PLAIN: ReadonlySet<number> = new Set([
  OptionType.String,
  OptionType.Integer,
  OptionType.Number,
  OptionType.Boolean,
]);

/**
 * What Discord's client would send for a command that a member typed.
 *
 * @param path the command's name and those of group and subcommand: `"settings safety"`.
 * @throws ClientRefusal where the client would not have let the member send it.
 */
export function buildOptions(
  command: CommandPayload,
  path: string,
  given: GivenOptions,
  resolvers: OptionResolvers = {},
): TypedCommand {
  const { options, wrap } = leafOf(command, path);
  refuseUnknown(options, given, path);
  const missing = options.find((option) => option.required && !isGiven(given[option.name]));
  if (missing) {
    throw new ClientRefusal(`${missing.name}: This option is required. Specify a value.`);
  }
  const resolved: ResolvedData = {};
  const typed = inOrderTyped(options, given).map(([option, value]) => ({
    name: option.name,
    type: option.type,
    value: PLAIN.has(option.type)
      ? plainValue(option, value)
      : resolveInto(resolved, option, value, resolvers),
  }));
  const hasResolved = Object.keys(resolved).length > 0;
  return { options: wrap(typed), ...(hasResolved ? { resolved } : {}) };
}

/**
 * The options of an autocomplete request: what is typed so far, nothing of it checked, with the
 * option under the cursor marked and its value as raw text.
 *
 * @throws ClientRefusal for an option that does not complete.
 */
export function buildFocusedOptions(
  command: CommandPayload,
  path: string,
  focused: { name: string; value: string },
  given: GivenOptions = {},
): InteractionOption[] {
  const { options, wrap } = leafOf(command, path);
  const target = options.find((option) => option.name === focused.name);
  if (!target) throw new ClientRefusal(`/${path} has no option "${focused.name}".`);
  if (!target.autocomplete) throw new ClientRefusal(`${target.name} does not suggest anything.`);
  const others = inOrderTyped(options, given)
    .filter(([option]) => option !== target && PLAIN.has(option.type))
    .map(([option, value]) => ({
      name: option.name,
      type: option.type,
      value: value as string | number | boolean,
    }));
  return wrap([
    ...others,
    { name: target.name, type: target.type, value: focused.value, focused: true },
  ]);
}

/**
 * Whether the client offers a command: its default permissions (null for everyone, "0" for
 * administrators only) and its contexts (0 guild, 1 the bot's own DM, 2 other private channels).
 */
export function mayUse(command: CommandPayload, memberPermissions: bigint, context = 0): boolean {
  if (command.contexts && !command.contexts.includes(context)) return false;
  const needed = command.default_member_permissions;
  if (needed === undefined || needed === null || context !== 0) return true;
  if (has(memberPermissions, PermissionFlagsBits.Administrator)) return true;
  return BigInt(needed) !== 0n && has(memberPermissions, BigInt(needed));
}

function refuseUnknown(options: readonly CommandOption[], given: GivenOptions, path: string): void {
  for (const [name, value] of Object.entries(given)) {
    if (value === undefined || options.some((option) => option.name === name)) continue;
    throw new ClientRefusal(`/${path} has no option "${name}".`);
  }
}

/** Discord sends options in the order in which the member filled them in. */
function inOrderTyped(
  options: readonly CommandOption[],
  given: GivenOptions,
): [CommandOption, unknown][] {
  return Object.entries(given).flatMap(([name, value]) => {
    const option = options.find((candidate) => candidate.name === name);
    return option && isGiven(value) ? [[option, value] as [CommandOption, unknown]] : [];
  });
}

/** A field left blank is a field not filled in. */
function isGiven(value: unknown): boolean {
  return value !== undefined && value !== "";
}
