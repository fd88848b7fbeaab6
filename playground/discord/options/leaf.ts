import { ClientRefusal } from "../actor/client-refusal.ts";
import { isSubcommand, type CommandOption, type CommandPayload } from "./command-shape.ts";
import type { InteractionOption } from "./interaction-option.ts";

interface Leaf {
  options: readonly CommandOption[];
  /** Puts the typed options back under their subcommand and group. */
  wrap: (typed: InteractionOption[]) => InteractionOption[];
}

/**
 * Follows a path like `settings safety` down to the options that are filled in there.
 *
 * @throws ClientRefusal for a path that leads nowhere or stops half-way.
 */
export function leafOf(command: CommandPayload, path: string): Leaf {
  const [name, ...steps] = path.trim().split(/\s+/);
  if (name !== command.name) throw new ClientRefusal(`/${command.name} is not /${name}.`);
  let options = command.options ?? [];
  const chain: CommandOption[] = [];
  for (const step of steps) {
    const next = options.find((option) => isSubcommand(option) && option.name === step);
    if (!next) throw new ClientRefusal(`/${path} does not exist: there is no "${step}".`);
    chain.push(next);
    options = next.options ?? [];
  }
  const choices = options.filter(isSubcommand).map((option) => option.name);
  if (choices.length > 0) {
    throw new ClientRefusal(`/${path} is not complete; go on with: ${choices.join(", ")}.`);
  }
  const wrap = (typed: InteractionOption[]) =>
    chain.reduceRight<InteractionOption[]>(
      (inner, { name, type }) => [{ name, type, options: inner }],
      typed,
    );
  return { options, wrap };
}
