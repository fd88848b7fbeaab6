import { describe, expect, test } from "vitest";
import { checkCommand, checkCommands } from "../../../playground/discord/command-options.ts";
import { describeFormErrors } from "../../../playground/discord/form-errors.ts";

const option = (name: string, more: object = {}) => ({
  type: 3,
  name,
  description: "Something",
  ...more,
});
const command = (options: object[], more: object = {}) => ({
  name: "video",
  description: "Makes a video",
  options,
  ...more,
});

function faults(given: object): string[] {
  return describeFormErrors(checkCommand(given)?.errors ?? {});
}

describe("checkCommands", () => {
  test("takes a command as it should be", () => {
    const good = command([
      option("prompt", { required: true, min_length: 1, max_length: 2048 }),
      option("style", { choices: [{ name: "anime", value: "anime" }] }),
      option("seed", { type: 4, min_value: 0, max_value: 2_147_483_647 }),
    ]);
    expect(checkCommands([good, { ...good, type: 3, options: [], description: "" }])).toBeNull();
  });

  test("wants names to be unique within a type", () => {
    expect(checkCommands([command([]), command([])])?.errors).toEqual({
      1: {
        _errors: [
          {
            code: "APPLICATION_COMMANDS_DUPLICATE_NAME",
            message: "Application command names must be unique",
          },
        ],
      },
    });
  });

  test("takes a hundred slash commands and not one more", () => {
    const many = (length: number) =>
      Array.from({ length }, (_, index) => command([], { name: `c${index}` }));
    expect(checkCommands(many(100))).toBeNull();
    expect(checkCommands(many(101))).toMatchObject({ status: 400, code: 30_032 });
  });

  test("places a fault under the command's index", () => {
    const refusal = checkCommands([command([]), command([], { name: "Bad Name" })]);
    expect(describeFormErrors(refusal?.errors ?? {}).join("\n")).toContain(
      "1.name: Command name is invalid [APPLICATION_COMMAND_INVALID_NAME]",
    );
  });
});

describe("checkCommand", () => {
  test.each(["Video", "two words", "", "x".repeat(33), "vid!eo"])("refuses the name %j", (name) => {
    expect(faults(command([], { name })).join()).toContain("APPLICATION_COMMAND_INVALID_NAME");
  });

  test.each(["video", "vidéo", "動画", "a-b_c", "वीडियो"])("takes the name %j", (name) => {
    expect(faults(command([], { name }))).toEqual([]);
  });

  test("holds translated names to the same rule", () => {
    const localized = command([], { name_localizations: { de: "Video" } });
    expect(faults(localized)).toEqual([
      "name_localizations.de: Command name is invalid [APPLICATION_COMMAND_INVALID_NAME]",
    ]);
  });

  test("wants a description of 1 to 100 characters", () => {
    for (const description of ["", "x".repeat(101)]) {
      expect(faults(command([], { description }))).toEqual([
        "description: Must be between 1 and 100 in length. [BASE_TYPE_BAD_LENGTH]",
      ]);
    }
  });

  test("wants required options first, in subcommands too", () => {
    const options = [option("a"), option("b", { required: true })];
    const message =
      "Required options must be placed before non-required options [APPLICATION_COMMAND_OPTIONS_REQUIRED_INVALID]";
    expect(faults(command(options))).toEqual([`options.1: ${message}`]);
    expect(faults(command([{ ...option("sub"), type: 1, options }]))).toEqual([
      `options.0.options.1: ${message}`,
    ]);
  });

  test("takes 25 options and not 26", () => {
    const options = (length: number) => Array.from({ length }, (_, index) => option(`o${index}`));
    expect(faults(command(options(25)))).toEqual([]);
    expect(faults(command(options(26))).join()).toContain("options: Must be 25 or fewer");
  });

  test("takes 25 choices and not 26", () => {
    const choices = (length: number) =>
      Array.from({ length }, (_, index) => ({ name: `c${index}`, value: `${index}` }));
    expect(faults(command([option("a", { choices: choices(25) })]))).toEqual([]);
    expect(faults(command([option("a", { choices: choices(26) })])).join()).toContain(
      "options.0.choices: Must be 25 or fewer",
    );
  });

  test.each([
    ["two options of a name", [option("a"), option("a")], "Option name must be unique"],
    [
      "an option beside a subcommand",
      [option("a"), option("b", { type: 1 })],
      "APPLICATION_COMMAND_OPTIONS_TYPE_INVALID",
    ],
    [
      "a group inside a group",
      [option("a", { type: 2, options: [option("b", { type: 2 })] })],
      "A group may hold only sub-commands",
    ],
    [
      "a subcommand inside a subcommand",
      [option("a", { type: 1, options: [option("b", { type: 1 })] })],
      "A sub-command may not hold sub-commands",
    ],
    [
      "choices beside autocomplete",
      [option("a", { autocomplete: true, choices: [{ name: "b", value: "b" }] })],
      "An option with autocomplete cannot have choices",
    ],
    [
      "two choices of a name",
      [option("a", { choices: [1, 2].map((value) => ({ name: "b", value: `${value}` })) })],
      "Choice names must be unique",
    ],
    [
      "a choice over 100 characters",
      [option("a", { choices: [{ name: "b", value: "x".repeat(101) }] })],
      "choices.0.value: Must be 100 or fewer",
    ],
    [
      "a minimum over the maximum",
      [option("a", { type: 4, min_value: 9, max_value: 3 })],
      "options.0.min_value: int value should be less than or equal to 3.",
    ],
    [
      "a length over 6,000",
      [option("a", { max_length: 6001 })],
      "options.0.max_length: int value should be less than or equal to 6000.",
    ],
  ])("refuses %s", (_, options, sentence) => {
    expect(faults(command(options)).join("\n")).toContain(sentence);
  });

  test("refuses more than 8,000 characters in one command", () => {
    const options = Array.from({ length: 25 }, (_, index) =>
      option(`o${index}`, {
        choices: [1, 2, 3, 4].map((n) => ({ name: `${n}`, value: "x".repeat(99) })),
      }),
    );
    expect(faults(command(options))).toEqual([
      "(body): Command exceeds maximum size (8000) [APPLICATION_COMMAND_TOO_LARGE]",
    ]);
  });

  test("lets a message command have spaces, and neither description nor options", () => {
    expect(faults({ type: 3, name: "Delete video" })).toEqual([]);
    expect(
      faults({ type: 3, name: "Delete video", description: "a", options: [option("a")] }),
    ).toEqual([
      "description: Context menu commands cannot have description [APPLICATION_COMMAND_CONTEXT_MENU_FIELD]",
      "options: Context menu commands cannot have options [APPLICATION_COMMAND_CONTEXT_MENU_FIELD]",
    ]);
  });
});
