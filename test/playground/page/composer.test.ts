import { describe, expect, test } from "vitest";
import { OptionType } from "../../../playground/discord/options/command-shape.ts";
import { activeIn, choose, moveActive } from "../../../playground/web/page/composer/choose.ts";
import {
  addOption,
  begin,
  type Draft,
  EMPTY_DRAFT,
  fill,
  goTo,
  stepBack,
} from "../../../playground/web/page/composer/draft.ts";
import { withFile } from "../../../playground/web/page/composer/files.ts";
import { givenIn, typedSoFar } from "../../../playground/web/page/composer/given.ts";
import {
  listFor,
  type Sources,
  suggestionKey,
} from "../../../playground/web/page/composer/rows.ts";
import { messageCommandsOf, usablesOf } from "../../../playground/web/page/composer/usable.ts";

const COMMANDS = [
  {
    type: 1,
    name: "video",
    description: "Make a video",
    options: [
      { type: OptionType.String, name: "prompt", description: "What to see", required: true },
      {
        type: OptionType.String,
        name: "style",
        description: "The look",
        choices: [
          { name: "Anime", value: "anime" },
          { name: "Clay", value: "clay" },
        ],
      },
      { type: OptionType.Integer, name: "results", description: "How many", min_value: 1 },
      { type: OptionType.Boolean, name: "audio", description: "With sound" },
      { type: OptionType.Attachment, name: "first_frame", description: "Begins with it" },
      { type: OptionType.String, name: "preset", description: "Kept", autocomplete: true },
      { type: OptionType.User, name: "by", description: "Whose" },
    ],
  },
  {
    type: 1,
    name: "settings",
    description: "",
    options: [
      { type: OptionType.Subcommand, name: "show", description: "All of it" },
      {
        type: OptionType.SubcommandGroup,
        name: "blocklist",
        description: "",
        options: [{ type: OptionType.Subcommand, name: "add", description: "A word" }],
      },
    ],
  },
  { type: 3, name: "Report video" },
];

const usables = usablesOf(COMMANDS);
const sources: Sources = {
  usables,
  entities: [
    { id: "1", name: "Member One", type: "user" },
    { id: "2", name: "Members", type: "role" },
    { id: "3", name: "videos", type: "channel", channelType: 0 },
  ],
  suggestions: undefined,
};

const names = (draft: Draft, from = sources): string[] =>
  listFor(draft, from).rows.map((row) =>
    row.kind === "command" ? row.usable.path : row.kind === "option" ? row.option.name : row.name,
  );

function begun(path = "video"): Draft {
  const usable = usables.find((one) => one.path === path);
  if (!usable) throw new Error(`no /${path} in this test`);
  return begin(usable);
}

describe("what can be typed", () => {
  test("is each command, or each of its subcommands with the whole path", () => {
    expect(usables.map(({ path }) => path)).toEqual([
      "video",
      "settings show",
      "settings blocklist add",
    ]);
  });

  test("leaves the commands of messages to their menu", () => {
    expect(messageCommandsOf(COMMANDS)).toEqual(["Report video"]);
  });

  test("is listed after a slash, what begins so first", () => {
    expect(names({ ...EMPTY_DRAFT, tail: "/" })).toHaveLength(3);
    expect(names({ ...EMPTY_DRAFT, tail: "/se" })).toEqual([
      "settings show",
      "settings blocklist add",
    ]);
    expect(names({ ...EMPTY_DRAFT, tail: "/add" })).toEqual(["settings blocklist add"]);
  });

  test("is not listed in the middle of a sentence", () => {
    expect(names({ ...EMPTY_DRAFT, tail: "and/or" })).toEqual([]);
    expect(names({ ...EMPTY_DRAFT, tail: "/video\nfor all" })).toEqual([]);
  });
});

describe("a command that was chosen", () => {
  test("begins at what it cannot do without", () => {
    expect(begun()).toMatchObject({ at: "prompt", filled: [{ name: "prompt", text: "" }] });
  });

  test("offers behind its chips the options that are left", () => {
    const draft = goTo(addOption(begun(), "style"), undefined);
    expect(names(draft)).toEqual(["results", "audio", "first_frame", "preset", "by"]);
    expect(names({ ...draft, tail: "re" })).toEqual(["results"]);
  });

  test("lists nothing where a text is typed", () => {
    expect(names(begun())).toEqual([]);
  });

  test("lists choices by what is typed of them", () => {
    const draft = addOption(begun(), "style");
    expect(names(draft)).toEqual(["Anime", "Clay"]);
    expect(names(fill(draft, "style", { text: "cl" }))).toEqual(["Clay"]);
  });

  test("lists true and false, and people without roles for a user", () => {
    expect(names(addOption(begun(), "audio"))).toEqual(["True", "False"]);
    expect(names(addOption(begun(), "by"))).toEqual(["@Member One"]);
  });

  test("goes on to what is still missing once a choice is taken", () => {
    const draft = choose(addOption(begun(), "style"), {
      kind: "choice",
      name: "Clay",
      value: "clay",
    });
    expect(draft.at).toBe("prompt");
    expect(draft.filled).toContainEqual({ name: "style", text: "Clay", value: "clay" });
  });

  test("loses its last chip to Backspace, and then itself", () => {
    const first = stepBack(addOption(begun(), "style"));
    expect(first.filled.map(({ name }) => name)).toEqual(["prompt"]);
    expect(first.at).toBe("prompt");
    expect(stepBack(first)).toEqual(EMPTY_DRAFT);
  });
});

describe("what is suggested", () => {
  const draft = fill(addOption(begun(), "preset"), "preset", { text: "ni" });
  const choices = [{ name: "night", value: "night" }];

  test("is what Enter takes once it answers what is typed", () => {
    const suggestions = { key: suggestionKey(draft), state: "there", choices } as const;
    const list = listFor(draft, { ...sources, suggestions });
    expect(activeIn(draft, list)).toBe(0);
  });

  test("of an earlier text is seen, but not taken", () => {
    const suggestions = { key: "earlier", state: "there", choices } as const;
    const list = listFor(draft, { ...sources, suggestions });
    expect(list.rows).toHaveLength(1);
    expect(activeIn(draft, list)).toBe(-1);
  });
});

test("arrows go round the list", () => {
  const draft = addOption(begun(), "style");
  const list = listFor(draft, sources);
  const up = moveActive(draft, list, -1);
  expect(activeIn(up, list)).toBe(1);
  expect(activeIn(moveActive(up, list, 1), list)).toBe(0);
});

describe("what is sent", () => {
  test("waits for what is required", () => {
    expect(givenIn(begun())).toEqual({
      option: "prompt",
      sentence: "This option is required. Specify a value.",
    });
  });

  test("has the value behind a choice, numbers as numbers and no blanks", () => {
    let draft = fill(begun(), "prompt", { text: "a fox" });
    draft = fill(addOption(draft, "style"), "style", { text: "anime" });
    draft = fill(addOption(draft, "results"), "results", { text: "2" });
    draft = fill(addOption(draft, "audio"), "audio", { text: "True" });
    draft = addOption(draft, "by");
    expect(givenIn(draft)).toEqual({
      values: { prompt: "a fox", style: "anime", results: 2, audio: true },
      files: {},
    });
  });

  test("names the option that cannot be read", () => {
    const draft = fill(addOption(fill(begun(), "prompt", { text: "x" }), "results"), "results", {
      text: "two",
    });
    expect(givenIn(draft)).toEqual({ option: "results", sentence: "Input a valid number." });
  });

  test("tells a completion of the others, not of itself", () => {
    const draft = fill(addOption(fill(begun(), "prompt", { text: "x" }), "preset"), "preset", {
      text: "ni",
    });
    expect(typedSoFar(draft)).toEqual({ prompt: "x" });
  });
});

describe("a file", () => {
  const file = new File(["x"], "frame.png", { type: "image/png" });

  test("goes to the option that takes one", () => {
    const draft = withFile(fill(begun(), "prompt", { text: "x" }), file);
    expect(draft?.filled).toContainEqual({ name: "first_frame", text: "", file });
    expect(draft && givenIn(draft)).toMatchObject({ files: { first_frame: file } });
  });

  test("finds no place in a command that takes none", () => {
    expect(withFile(begun("settings show"), file)).toBeUndefined();
  });
});
