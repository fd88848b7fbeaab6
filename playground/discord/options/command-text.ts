import type { FieldPath, FormErrorTree } from "../form-errors.ts";
import type { CommandChoice, CommandOption, CommandPayload } from "./command-shape.ts";

/** Discord's documented pattern for names of slash commands and options. */
const NAME = /^[-_'\p{L}\p{N}\p{Script=Devanagari}\p{Script=Thai}]{1,32}$/u;

interface Named {
  name: string;
  name_localizations?: Readonly<Record<string, string>> | null;
}

/** Lower case wherever the letters have one; the translations obey the same rule. */
export function checkName(named: Named, path: FieldPath, found: FormErrorTree): void {
  const names: [FieldPath, string][] = [
    [["name"], named.name],
    ...Object.entries(named.name_localizations ?? {}).map(([locale, name]): [FieldPath, string] => [
      ["name_localizations", locale],
      name,
    ]),
  ];
  for (const [field, name] of names) {
    const at = [...path, ...field];
    if (!NAME.test(name)) {
      found.add(at, "STRING_TYPE_REGEX", "String value did not match validation regex.");
    }
    if (!NAME.test(name) || name !== name.toLowerCase()) {
      found.add(at, "APPLICATION_COMMAND_INVALID_NAME", "Command name is invalid");
    }
  }
}

/** All names, descriptions and choice values of a command; of translations the longest counts. */
export function commandSize(command: CommandPayload | CommandOption): number {
  const options = command.options ?? [];
  const choices = "choices" in command ? (command.choices ?? []) : [];
  return (
    longest(command.name, command.name_localizations) +
    longest(command.description ?? "", command.description_localizations) +
    choices.reduce((sum, choice) => sum + choiceSize(choice), 0) +
    options.reduce((sum, option) => sum + commandSize(option), 0)
  );
}

function choiceSize(choice: CommandChoice): number {
  return longest(choice.name, choice.name_localizations) + String(choice.value).length;
}

function longest(text: string, translations: Named["name_localizations"]): number {
  return Math.max(text.length, ...Object.values(translations ?? {}).map((other) => other.length));
}
