import { type CommandOption, OptionType } from "../../../discord/options/command-shape.ts";
import { type Draft, type Filled, isBlank, optionOf } from "./draft.ts";

export interface Given {
  /** By option name. */
  values: Record<string, string | number | boolean>;
  /** To be uploaded first. */
  files: Record<string, File>;
}

export interface Refusal {
  option: string;
  sentence: string;
}

/**
 * What a command would be sent with, or what stands in its way. Only what the page alone can see is
 * looked at; limits and choices are the server's to check.
 */
export function givenIn(draft: Draft): Given | Refusal {
  const given: Given = { values: {}, files: {} };
  for (const one of draft.filled) {
    const option = optionOf(draft, one.name);
    if (option === undefined) continue;
    if (isBlank(one)) {
      if (option.required) {
        return { option: one.name, sentence: "This option is required. Specify a value." };
      }
      continue;
    }
    if (one.file) {
      given.files[one.name] = one.file;
      continue;
    }
    const value = valueOf(option, one);
    if (value === undefined) return { option: one.name, sentence: sentenceFor(option) };
    given.values[one.name] = value;
  }
  return given;
}

export const isRefusal = (given: Given | Refusal): given is Refusal => "sentence" in given;

/** What is typed in the others while one of them is being completed; the server takes it as it is. */
export function typedSoFar(draft: Draft): Given["values"] {
  return Object.fromEntries(
    draft.filled.flatMap((one) => {
      const option = optionOf(draft, one.name);
      if (option === undefined || isBlank(one) || one.name === draft.at) return [];
      const value = valueOf(option, one);
      return value === undefined ? [] : [[one.name, value]];
    }),
  );
}

function valueOf(option: CommandOption, { text, value }: Filled): Filled["value"] {
  if (value !== undefined) return value;
  const choice = option.choices?.find(({ name }) => name.toLowerCase() === text.toLowerCase());
  if (choice) return choice.value;
  switch (option.type) {
    case OptionType.String:
      return option.choices && option.choices.length > 0 ? undefined : text;
    case OptionType.Integer:
    case OptionType.Number: {
      const number = Number(text.replace(",", "."));
      return Number.isFinite(number) ? number : undefined;
    }
    case OptionType.Boolean: {
      const word = text.trim().toLowerCase();
      return word === "true" || (word === "false" ? false : undefined);
    }
    default:
      return undefined;
  }
}

function sentenceFor(option: CommandOption): string {
  switch (option.type) {
    case OptionType.Boolean:
      return "Input True or False.";
    case OptionType.Integer:
    case OptionType.Number:
      return option.choices?.length ? "Choose one of the list." : "Input a valid number.";
    case OptionType.Attachment:
      return "Drop a file here, or browse for one.";
    default:
      return "Choose one of the list.";
  }
}
