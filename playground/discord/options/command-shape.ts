import { ApplicationCommandOptionType } from "discord-api-types/v10";

export interface CommandChoice {
  name: string;
  name_localizations?: Readonly<Record<string, string>> | null;
  value: string | number;
}

/** One option of a registered command, a subcommand or a group of them. */
export interface CommandOption {
  type: number;
  name: string;
  name_localizations?: Readonly<Record<string, string>> | null;
  description: string;
  description_localizations?: Readonly<Record<string, string>> | null;
  required?: boolean;
  choices?: readonly CommandChoice[];
  options?: readonly CommandOption[];
  min_value?: number;
  max_value?: number;
  min_length?: number;
  max_length?: number;
  channel_types?: readonly number[];
  autocomplete?: boolean;
}

/** A command as a bot registers it. */
export interface CommandPayload {
  type?: number;
  name: string;
  name_localizations?: Readonly<Record<string, string>> | null;
  description?: string;
  description_localizations?: Readonly<Record<string, string>> | null;
  options?: readonly CommandOption[];
  default_member_permissions?: string | null;
  contexts?: readonly number[] | null;
}

export const OptionType: Readonly<Record<keyof typeof ApplicationCommandOptionType, number>> =
  ApplicationCommandOptionType;

export function isSubcommand(option: CommandOption): boolean {
  return option.type === OptionType.Subcommand || option.type === OptionType.SubcommandGroup;
}
