import { ApplicationCommandOptionType as Option, type AutocompleteInteraction } from "discord.js";
import { commandName } from "../../src/discord/command-name.ts";
import { defineSubcommand, type SubcommandGroup } from "../../src/discord/define-command-tree.ts";
import { tell } from "../../src/discord/respond.ts";
import type { Services } from "../../src/discord/services.ts";
import { UserError } from "../../src/generation/errors.ts";
import { EVERY_COMMAND } from "../../src/policy/access.ts";
import { RULE_CHANNEL_TYPES } from "./channel-types.ts";
import { ACCESS_ACTIONS, changeAccess } from "./change-access.ts";

const actionOption = {
  type: Option.String,
  name: "action",
  description: "allow: only these · deny: not these · remove: forget the rule",
  required: true,
  choices: ACCESS_ACTIONS.map((action) => ({ name: action, value: action })),
} as const;

const commandOption = {
  type: Option.String,
  name: "command",
  description: "Which command (default: every command)",
  autocomplete: true,
} as const;

const roles = defineSubcommand({
  payload: {
    name: "roles",
    description: "Which roles may use the bot, or one command of it",
    options: [
      actionOption,
      { type: Option.Role, name: "role", description: "The role", required: true },
      commandOption,
    ],
  },
  async execute({ interaction, options, services }) {
    const { action, role } = options;
    const command = knownCommand(options.command, services);
    await tell(
      interaction,
      await changeAccess(interaction, services, { kind: "roles", action, id: role.id, command }),
    );
  },
  autocomplete: suggestCommands,
});

const channels = defineSubcommand({
  payload: {
    name: "channels",
    description: "In which channels the bot, or one command of it, can be used",
    options: [
      actionOption,
      {
        type: Option.Channel,
        name: "channel",
        description: "The channel; its threads follow it",
        required: true,
        channel_types: [...RULE_CHANNEL_TYPES],
      },
      commandOption,
    ],
  },
  async execute({ interaction, options, services }) {
    const { action, channel } = options;
    const command = knownCommand(options.command, services);
    await tell(
      interaction,
      await changeAccess(interaction, services, {
        kind: "channels",
        action,
        id: channel.id,
        command,
      }),
    );
  },
  autocomplete: suggestCommands,
});

export const access: SubcommandGroup = {
  name: "access",
  description: "Who may use which command, and where",
  subcommands: [roles, channels],
};

/** As typed or chosen; people write the slash too. */
function knownCommand(typed: string | undefined, { commandNames }: Services): string {
  if (typed === undefined || typed === EVERY_COMMAND) return EVERY_COMMAND;
  const name = typed.trim().replace(/^\//, "").toLowerCase();
  const found = commandNames.find((known) => known.toLowerCase() === name);
  if (found !== undefined) return found;
  const all = commandNames.map(commandName).join(", ");
  throw new UserError(`I have no such command. There are: ${all}. Nothing was changed.`);
}

async function suggestCommands(
  interaction: AutocompleteInteraction,
  { commandNames }: Services,
): Promise<void> {
  const typed = interaction.options.getFocused().trim().replace(/^\//, "").toLowerCase();
  const choices = [
    { name: "Every command", value: EVERY_COMMAND },
    ...commandNames.map((name) => ({
      name: commandName(name).replaceAll(/[`*]/g, ""),
      value: name,
    })),
  ];
  await interaction.respond(
    choices.filter(({ name }) => name.toLowerCase().includes(typed)).slice(0, 25),
  );
}
