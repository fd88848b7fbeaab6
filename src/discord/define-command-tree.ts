import {
  ApplicationCommandOptionType as OptionType,
  type APIApplicationCommandBasicOption,
  type APIApplicationCommandSubcommandGroupOption,
  type APIApplicationCommandSubcommandOption,
  type AutocompleteInteraction,
  type ChatInputCommandInteraction,
  type RESTPostAPIChatInputApplicationCommandsJSONBody,
} from "discord.js";
import { UserError } from "../generation/errors.ts";
import { readOptions } from "./command-options.ts";
import type { Call, Handlers, Leaf, Press, SlashCommand } from "./define-command.ts";
import { uniqueActions } from "./custom-id.ts";
import { needs, type Right } from "./rights.ts";

type SubcommandPayload = Omit<APIApplicationCommandSubcommandOption, "type" | "options"> & {
  options?: readonly APIApplicationCommandBasicOption[];
};

export type Subcommand = Leaf<SubcommandPayload>;

/** `/settings blocklist add`: a name between the command and its subcommands. */
export interface SubcommandGroup {
  name: string;
  description: string;
  subcommands: readonly Subcommand[];
}

export interface CommandTree {
  payload: Omit<RESTPostAPIChatInputApplicationCommandsJSONBody, "options">;
  /** Of every subcommand, beside what a subcommand asks for itself. */
  needs?: Right;
  subcommands: readonly (Subcommand | SubcommandGroup)[];
}

/** One subcommand, a file of its own. */
export function defineSubcommand<const P extends SubcommandPayload>(leaf: Leaf<P>): Subcommand {
  return leaf;
}

/** A slash command that is the sum of its subcommands. */
export function defineCommandTree(tree: CommandTree): SlashCommand {
  const leaves = new Map(
    tree.subcommands.flatMap((branch) =>
      isGroup(branch)
        ? branch.subcommands.map((leaf) => [`${branch.name} ${leaf.payload.name}`, leaf] as const)
        : [[branch.payload.name, branch] as const],
    ),
  );

  function leafOf({ options }: ChatInputCommandInteraction | AutocompleteInteraction): Subcommand {
    const group = options.getSubcommandGroup(false);
    const name = options.getSubcommand(false) ?? "";
    const leaf = leaves.get(group === null ? name : `${group} ${name}`);
    if (leaf === undefined) throw new UserError("This command is gone. Please type it again.");
    return leaf;
  }

  return {
    ...handlersOf([...leaves.values()]),
    ...(tree.needs === undefined ? {} : { needs: tree.needs }),
    payload: { ...tree.payload, options: tree.subcommands.map(optionOf) },
    async execute({ interaction, services }: Omit<Call, "options">) {
      const leaf = leafOf(interaction);
      if (leaf.needs !== undefined) needs(interaction, leaf.needs);
      await leaf.execute({ interaction, options: readOptions(interaction), services });
    },
    async autocomplete(interaction, services) {
      const leaf = leafOf(interaction);
      if (leaf.needs !== undefined) needs(interaction, leaf.needs);
      await leaf.autocomplete?.(interaction, services);
    },
  };
}

const isGroup = (branch: Subcommand | SubcommandGroup): branch is SubcommandGroup =>
  "subcommands" in branch;

function optionOf(branch: Subcommand | SubcommandGroup) {
  return isGroup(branch)
    ? ({
        type: OptionType.SubcommandGroup,
        name: branch.name,
        description: branch.description,
        options: branch.subcommands.map(subcommandOption),
      } satisfies APIApplicationCommandSubcommandGroupOption)
    : subcommandOption(branch);
}

const subcommandOption = ({ payload }: Subcommand): APIApplicationCommandSubcommandOption => ({
  ...payload,
  type: OptionType.Subcommand,
  options: [...(payload.options ?? [])],
});

/** The handlers of all subcommands, each behind the right that its subcommand asks for. */
function handlersOf(leaves: readonly Subcommand[]): Required<Handlers> {
  return {
    buttons: gathered(leaves.flatMap((leaf) => guarded(leaf.needs, leaf.buttons))),
    selects: gathered(leaves.flatMap((leaf) => guarded(leaf.needs, leaf.selects))),
    modals: gathered(leaves.flatMap((leaf) => guarded(leaf.needs, leaf.modals))),
    exempt: leaves.flatMap((leaf) => leaf.exempt ?? []),
  };
}

function gathered<H>(handlers: readonly (readonly [string, H])[]): Record<string, H> {
  return Object.fromEntries(uniqueActions(handlers));
}

function guarded<I extends Parameters<typeof needs>[0]>(
  right: Right | undefined,
  handlers: Record<string, (press: Press<I>) => Promise<void>> = {},
): [string, (press: Press<I>) => Promise<void>][] {
  return Object.entries(handlers).map(([action, handle]) => [
    action,
    async (press) => {
      if (right !== undefined) needs(press.interaction, right);
      await handle(press);
    },
  ]);
}
