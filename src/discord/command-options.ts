import {
  ApplicationCommandOptionType as OptionType,
  type Attachment,
  type ChatInputCommandInteraction,
  type CommandInteractionOption,
  type User,
} from "discord.js";

type OptionValue<O> = O extends { choices: readonly { value: infer V }[] }
  ? V
  : O extends { type: OptionType.Attachment }
    ? Attachment
    : O extends { type: OptionType.Channel }
      ? NonNullable<CommandInteractionOption["channel"]>
      : O extends { type: OptionType.Role }
        ? NonNullable<CommandInteractionOption["role"]>
        : O extends { type: OptionType.User }
          ? User
          : O extends { type: OptionType.Boolean }
            ? boolean
            : O extends { type: OptionType.Integer | OptionType.Number }
              ? number
              : string;

/** The options that a payload declares, as its handler reads them; a mentionable is an id. */
export type OptionsOf<P> = P extends { options: readonly (infer O)[] }
  ? {
      [N in O as N extends { name: infer Name extends string } ? Name : never]: N extends {
        required: true;
      }
        ? OptionValue<N>
        : OptionValue<N> | undefined;
    }
  : object;

/** The typed values of a slash command, or of its subcommand, by option name. */
export function readOptions(interaction: ChatInputCommandInteraction): Record<string, unknown> {
  return Object.fromEntries(
    leafOptions(interaction.options.data).map((option) => [option.name, valueOf(option)]),
  );
}

/** Discord wraps what was typed into the subcommand, and that into its group. */
function leafOptions(
  options: readonly CommandInteractionOption[],
): readonly CommandInteractionOption[] {
  const [first] = options;
  const isBranch =
    first?.type === OptionType.Subcommand || first?.type === OptionType.SubcommandGroup;
  return isBranch ? leafOptions(first.options ?? []) : options;
}

const valueOf = (option: CommandInteractionOption): unknown =>
  option.attachment ?? option.channel ?? option.role ?? option.user ?? option.value;
