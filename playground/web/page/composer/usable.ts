import type { CommandOption, CommandPayload } from "../../../discord/options/command-shape.ts";

/** Something to type after a slash: a command, or one of its subcommands. */
export interface Usable {
  /** Without the slash: `video`, `settings safety`. */
  path: string;
  description: string;
  options: readonly CommandOption[];
}

const SUBCOMMAND = 1;
const GROUP = 2;
const SLASH = 1;
const MESSAGE = 3;

/** What can be typed of the commands that are offered, in the order in which the bot has them. */
export function usablesOf(commands: readonly CommandPayload[]): Usable[] {
  return commands
    .filter(({ type = SLASH }) => type === SLASH)
    .flatMap(({ name, description = "", options = [] }) => leaves(name, description, options));
}

/** The names in the Apps menu of a message. */
export const messageCommandsOf = (commands: readonly CommandPayload[]): string[] =>
  commands.filter(({ type }) => type === MESSAGE).map(({ name }) => name);

function leaves(path: string, description: string, options: readonly CommandOption[]): Usable[] {
  const below = options.filter(({ type }) => type === SUBCOMMAND || type === GROUP);
  if (below.length === 0) return [{ path, description, options }];
  return below.flatMap((option) =>
    leaves(`${path} ${option.name}`, option.description, option.options ?? []),
  );
}
