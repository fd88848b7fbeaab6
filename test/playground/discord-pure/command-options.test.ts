import { PermissionFlagsBits as Bit } from "discord-api-types/v10";
import { describe, expect, test } from "vitest";
import { ClientRefusal } from "../../../playground/discord/actor/client-refusal.ts";
import {
  buildFocusedOptions,
  buildOptions,
  mayUse,
  type CommandOption,
  type OptionResolvers,
} from "../../../playground/discord/command-options.ts";

const option = (name: string, type: number, more: Partial<CommandOption> = {}): CommandOption => ({
  name,
  type,
  description: "Something",
  ...more,
});

const video = {
  name: "video",
  description: "Makes a video",
  options: [
    option("prompt", 3, { required: true, min_length: 2, max_length: 10, autocomplete: true }),
    option("duration", 4, { choices: [{ name: "8 s", value: 8 }] }),
    option("seed", 4, { min_value: 0, max_value: 99 }),
    option("ratio", 10, { min_value: 0.5 }),
    option("private", 5),
    option("first_frame", 11),
    option("who", 6),
    option("whom", 9),
    option("role", 8),
    option("channel", 7, { channel_types: [0] }),
  ],
};

const settings = {
  name: "settings",
  description: "Changes things",
  options: [
    option("safety", 1, { options: [option("level", 3)] }),
    option("money", 2, { options: [option("budget", 1, { options: [option("usd", 10)] })] }),
  ],
};

const things: OptionResolvers = {
  resolveUser: (given) =>
    given === "u1" ? { id: "1", user: { id: "1" }, member: { nick: null } } : undefined,
  resolveRole: (given) => (given === "r1" ? { id: "2", role: { id: "2" } } : undefined),
  resolveChannel: (given) =>
    given === "c1" || given === "v1"
      ? { id: "3", channel: { type: given === "c1" ? 0 : 2 } }
      : undefined,
  attach: (given) => (given === "file" ? { id: "4" } : undefined),
};

const type = (given: Record<string, unknown>) => buildOptions(video, "video", given, things);

describe("buildOptions", () => {
  test("sends values in the order in which they were filled in", () => {
    expect(type({ private: true, prompt: "Rain", ratio: 1.5 })).toEqual({
      options: [
        { name: "private", type: 5, value: true },
        { name: "prompt", type: 3, value: "Rain" },
        { name: "ratio", type: 10, value: 1.5 },
      ],
    });
  });

  test("leaves out what was left blank", () => {
    expect(type({ prompt: "Rain", seed: undefined }).options).toHaveLength(1);
  });

  test("lets a text of spaces pass, as the client does", () => {
    expect(type({ prompt: "  " }).options[0]?.value).toBe("  ");
  });

  test.each([8, "8 s"])("takes a choice by its value or its name: %j", (duration) => {
    expect(type({ prompt: "ab", duration }).options[1]?.value).toBe(8);
  });

  test.each([
    [{}, "prompt: This option is required. Specify a value."],
    [{ prompt: "" }, "prompt: This option is required. Specify a value."],
    [{ prompt: "ab", colour: "red" }, '/video has no option "colour".'],
    [{ prompt: "x".repeat(11) }, "prompt: Must be 10 or fewer in length."],
    [{ prompt: "x" }, "prompt: Must be 2 or more in length."],
    [{ prompt: 5 }, "prompt: Input a text."],
    [{ prompt: "ab", duration: 9 }, "duration: Choose one of: 8 s."],
    [{ prompt: "ab", seed: 1.5 }, "seed: Input a valid integer."],
    [{ prompt: "ab", seed: "7" }, "seed: Input a valid number."],
    [{ prompt: "ab", seed: -1 }, "seed: Input a number not less than 0."],
    [{ prompt: "ab", seed: 100 }, "seed: Input a number not greater than 99."],
    [{ prompt: "ab", ratio: Number.NaN }, "ratio: Input a valid number."],
    [{ prompt: "ab", private: "yes" }, "private: Input True or False."],
    [{ prompt: "ab", first_frame: "no file" }, "first_frame: Attach a file."],
    [{ prompt: "ab", who: "nobody" }, "who: Input a valid user or role."],
    [{ prompt: "ab", role: "u1" }, "role: Input a valid user or role."],
    [{ prompt: "ab", channel: "nowhere" }, "channel: Input a valid channel."],
    [{ prompt: "ab", channel: "v1" }, "channel: A channel of this type cannot be chosen."],
  ])("refuses %j as the client would", (given, sentence) => {
    expect(() => type(given)).toThrow(new ClientRefusal(sentence));
  });

  test("names what the ids of options stand for", () => {
    const given = { prompt: "ab", first_frame: "file", who: "u1", whom: "r1", channel: "c1" };
    expect(type(given)).toEqual({
      options: [
        { name: "prompt", type: 3, value: "ab" },
        { name: "first_frame", type: 11, value: "4" },
        { name: "who", type: 6, value: "1" },
        { name: "whom", type: 9, value: "2" },
        { name: "channel", type: 7, value: "3" },
      ],
      resolved: {
        attachments: { 4: { id: "4" } },
        users: { 1: { id: "1" } },
        members: { 1: { nick: null } },
        roles: { 2: { id: "2" } },
        channels: { 3: { type: 0 } },
      },
    });
  });

  test("puts the options of a subcommand under it, and of a group under that", () => {
    expect(buildOptions(settings, "settings safety", { level: "full" }).options).toEqual([
      { name: "safety", type: 1, options: [{ name: "level", type: 3, value: "full" }] },
    ]);
    expect(buildOptions(settings, "settings money budget", {}).options).toEqual([
      { name: "money", type: 2, options: [{ name: "budget", type: 1, options: [] }] },
    ]);
  });

  test.each([
    ["settings", "/settings is not complete; go on with: safety, money."],
    ["settings money", "/settings money is not complete; go on with: budget."],
    ["settings colour", '/settings colour does not exist: there is no "colour".'],
    ["video", "/settings is not /video."],
  ])("refuses the path %j", (path, sentence) => {
    expect(() => buildOptions(settings, path, {})).toThrow(new ClientRefusal(sentence));
  });
});

describe("buildFocusedOptions", () => {
  test("marks the option under the cursor and checks nothing", () => {
    expect(
      buildFocusedOptions(video, "video", { name: "prompt", value: "Ra" }, { seed: 1000 }),
    ).toEqual([
      { name: "seed", type: 4, value: 1000 },
      { name: "prompt", type: 3, value: "Ra", focused: true },
    ]);
  });

  test("refuses an option that suggests nothing", () => {
    expect(() => buildFocusedOptions(video, "video", { name: "seed", value: "1" })).toThrow(
      new ClientRefusal("seed does not suggest anything."),
    );
  });
});

describe("mayUse", () => {
  const asked = (needed: string | null, bits: bigint) =>
    mayUse({ name: "settings", default_member_permissions: needed }, bits);

  test("lets everyone use a command without default permissions", () => {
    expect(asked(null, 0n)).toBe(true);
  });

  test("wants every default permission", () => {
    const needed = String(Bit.ManageGuild | Bit.ManageMessages);
    expect(asked(needed, Bit.ManageGuild)).toBe(false);
    expect(asked(needed, Bit.ManageGuild | Bit.ManageMessages)).toBe(true);
  });

  test('keeps "0" for administrators', () => {
    expect([asked("0", Bit.ManageGuild), asked("0", Bit.Administrator)]).toEqual([false, true]);
  });

  test("offers a command only in its contexts", () => {
    const guildOnly = { name: "video", contexts: [0] };
    expect([mayUse(guildOnly, 0n, 0), mayUse(guildOnly, 0n, 1)]).toEqual([true, false]);
  });
});
