import {
  ApplicationCommandOptionType as Option,
  ApplicationCommandType,
  type APIApplicationCommandBasicOption,
  type APIApplicationCommandOption,
} from "discord-api-types/v10";
import { commands } from "../../../commands/index.ts";
import type { Command } from "../../../src/discord/define-command.ts";
import { OPEN_COMMANDS } from "./decisions.ts";

/** One handler of the registry, as a press reaches it. */
export interface Door {
  kind: "button" | "select" | "modal";
  action: string;
}

/** Every handler that a press or a form can reach. */
export const DOORS: readonly Door[] = commands.flatMap(({ buttons, selects, modals }) => [
  ...doorsOf("button", buttons),
  ...doorsOf("select", selects),
  ...doorsOf("modal", modals),
]);

/** One command or subcommand, as it is typed: `settings blocklist add`. */
export interface Leaf {
  path: string;
  options: readonly APIApplicationCommandBasicOption[];
}

/** The slash commands, subcommands apart, that members without rights may not use. */
export const GUARDED_LEAVES: readonly Leaf[] = commands
  .filter((command) => isSlash(command))
  .flatMap(({ payload }) => leavesOf(payload.name, "options" in payload ? payload.options : []))
  .filter(({ path }) => OPEN_COMMANDS[`/${path}`] === undefined);

export const GUARDED_MESSAGE_COMMANDS: readonly string[] = commands
  .filter((command) => !isSlash(command) && OPEN_COMMANDS[command.payload.name] === undefined)
  .map(({ payload }) => payload.name);

function doorsOf(kind: Door["kind"], handlers: object = {}): Door[] {
  return Object.keys(handlers).map((action) => ({ kind, action }));
}

function leavesOf(path: string, options: readonly APIApplicationCommandOption[] = []): Leaf[] {
  const below = options.flatMap((option) =>
    option.type === Option.Subcommand || option.type === Option.SubcommandGroup
      ? leavesOf(`${path} ${option.name}`, option.options)
      : [],
  );
  if (below.length > 0) return below;
  const own = options.flatMap((option) =>
    option.type === Option.Subcommand || option.type === Option.SubcommandGroup ? [] : [option],
  );
  return [{ path, options: own }];
}

function isSlash({ payload }: Command): boolean {
  return (payload.type ?? ApplicationCommandType.ChatInput) === ApplicationCommandType.ChatInput;
}
