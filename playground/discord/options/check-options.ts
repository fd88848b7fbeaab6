import { checkLength } from "../checks/words.ts";
import type { FieldPath, FormErrorTree } from "../form-errors.ts";
import { isSubcommand, OptionType, type CommandOption } from "./command-shape.ts";
import { checkName } from "./command-text.ts";

const MAX_OPTIONS = 25;
const MAX_CHOICES = 25;
const MAX_CHOICE_TEXT = 100;
const MAX_TEXT = 6000;

/** The options of a command or of a subcommand: names, order, choices, bounds. */
export function checkOptions(
  options: readonly CommandOption[],
  path: FieldPath,
  found: FormErrorTree,
): void {
  checkLength(options.length, 0, MAX_OPTIONS, path, found);
  const names = new Set<string>();
  let optionalSeen = false;
  for (const [index, option] of options.entries()) {
    const at = [...path, index];
    if (names.has(option.name)) {
      const message = "Option name must be unique among its siblings";
      found.add([...at, "name"], "APPLICATION_COMMAND_OPTIONS_NAME_DUPLICATED", message);
    }
    names.add(option.name);
    if (option.required && optionalSeen) {
      const message = "Required options must be placed before non-required options";
      found.add(at, "APPLICATION_COMMAND_OPTIONS_REQUIRED_INVALID", message);
    }
    optionalSeen ||= !option.required;
    checkOption(option, at, found);
  }
  const subcommands = options.filter(isSubcommand).length;
  if (subcommands > 0 && subcommands < options.length) {
    found.add(
      path,
      "APPLICATION_COMMAND_OPTIONS_TYPE_INVALID",
      "Sub-command and sub-command group option types are mutually exclusive to all other types",
    );
  }
}

function checkOption(option: CommandOption, path: FieldPath, found: FormErrorTree): void {
  checkName(option, path, found);
  checkLength(option.description?.length ?? 0, 1, 100, [...path, "description"], found);
  if (isSubcommand(option)) checkNested(option, path, found);
  else {
    checkChoices(option, path, found);
    checkBounds(option, path, found);
  }
}

/** A group holds subcommands only, and a subcommand none. */
function checkNested(option: CommandOption, path: FieldPath, found: FormErrorTree): void {
  const children = option.options ?? [];
  const isGroup = option.type === OptionType.SubcommandGroup;
  for (const [index, child] of children.entries()) {
    if (isGroup ? child.type === OptionType.Subcommand : !isSubcommand(child)) continue;
    const message = isGroup
      ? "A group may hold only sub-commands"
      : "A sub-command may not hold sub-commands";
    found.add([...path, "options", index], "APPLICATION_COMMAND_OPTIONS_TYPE_INVALID", message);
  }
  checkOptions(children, [...path, "options"], found);
}

function checkChoices(option: CommandOption, path: FieldPath, found: FormErrorTree): void {
  const choices = option.choices ?? [];
  const at = [...path, "choices"];
  checkLength(choices.length, 0, MAX_CHOICES, at, found);
  if (option.autocomplete && choices.length > 0) {
    const message = "An option with autocomplete cannot have choices";
    found.add(at, "APPLICATION_COMMAND_OPTIONS_AUTOCOMPLETE_CHOICES", message);
  }
  const seen = new Set<string>();
  for (const [index, choice] of choices.entries()) {
    checkLength(choice.name.length, 1, MAX_CHOICE_TEXT, [...at, index, "name"], found);
    checkLength(String(choice.value).length, 0, MAX_CHOICE_TEXT, [...at, index, "value"], found);
    if (seen.has(choice.name)) {
      const message = "Choice names must be unique";
      found.add([...at, index, "name"], "APPLICATION_COMMAND_CHOICE_NAME_DUPLICATED", message);
    }
    seen.add(choice.name);
  }
}

function checkBounds(option: CommandOption, path: FieldPath, found: FormErrorTree): void {
  const pairs = [
    ["min_value", "max_value"],
    ["min_length", "max_length"],
  ] as const;
  for (const [low, high] of pairs) {
    const [min, max] = [option[low], option[high]];
    if (min === undefined || max === undefined || min <= max) continue;
    const message = `int value should be less than or equal to ${max}.`;
    found.add([...path, low], "NUMBER_TYPE_MAX", message);
  }
  if ((option.max_length ?? 0) > MAX_TEXT) {
    const message = `int value should be less than or equal to ${MAX_TEXT}.`;
    found.add([...path, "max_length"], "NUMBER_TYPE_MAX", message);
  }
}
