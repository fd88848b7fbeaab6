import { ClientRefusal } from "../actor/client-refusal.ts";
import { OptionType, type CommandOption } from "./command-shape.ts";

const MAX_STRING = 6000;

/**
 * What the client makes of a typed value: the value itself, or the value behind a choice's name.
 *
 * @throws ClientRefusal with the sentence the client shows under the option.
 */
export function plainValue(option: CommandOption, given: unknown): string | number | boolean {
  const refuse = (sentence: string): never => {
    throw new ClientRefusal(`${option.name}: ${sentence}`);
  };
  if (option.choices && option.choices.length > 0) return choice(option, given, refuse);
  if (option.type === OptionType.Boolean) {
    return typeof given === "boolean" ? given : refuse("Input True or False.");
  }
  if (option.type === OptionType.String) return text(option, given, refuse);
  if (typeof given !== "number" || !Number.isFinite(given)) return refuse("Input a valid number.");
  if (option.type === OptionType.Integer && !Number.isSafeInteger(given)) {
    return refuse("Input a valid integer.");
  }
  const { min_value: min, max_value: max } = option;
  if (min !== undefined && given < min) return refuse(`Input a number not less than ${min}.`);
  if (max !== undefined && given > max) return refuse(`Input a number not greater than ${max}.`);
  return given;
}

type Refuse = (sentence: string) => never;

/** The member sees the names and the bot gets the values; either may be given here. */
function choice(option: CommandOption, given: unknown, refuse: Refuse): string | number {
  const choices = option.choices ?? [];
  const picked =
    choices.find(({ value }) => value === given) ?? choices.find(({ name }) => name === given);
  if (picked) return picked.value;
  return refuse(`Choose one of: ${choices.map(({ name }) => name).join(", ")}.`);
}

function text(option: CommandOption, given: unknown, refuse: Refuse): string {
  if (typeof given !== "string") return refuse("Input a text.");
  const max = option.max_length ?? MAX_STRING;
  const { min_length: min = 0 } = option;
  if (given.length < min) return refuse(`Must be ${min} or more in length.`);
  if (given.length > max) return refuse(`Must be ${max} or fewer in length.`);
  return given;
}
