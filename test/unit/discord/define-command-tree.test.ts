import {
  ApplicationCommandOptionType as Option,
  PermissionsBitField,
  type ChatInputCommandInteraction,
} from "discord.js";
import { expect, expectTypeOf, test } from "vitest";
import type { Press } from "../../../src/discord/define-command.ts";
import { defineCommandTree, defineSubcommand } from "../../../src/discord/define-command-tree.ts";
import type { Services } from "../../../src/discord/services.ts";
import { ForbiddenError } from "../../../src/generation/errors.ts";

const services = {} as Services;
const said: unknown[] = [];

const loud = defineSubcommand({
  payload: {
    name: "loud",
    description: "Say it loudly",
    options: [
      { type: Option.String, name: "words", description: "words", required: true },
      { type: Option.Integer, name: "times", description: "times" },
    ],
  },
  async execute({ options }) {
    expectTypeOf(options).toEqualTypeOf<{ words: string; times: number | undefined }>();
    said.push({ loud: options });
  },
});

const secret = defineSubcommand({
  payload: { name: "secret", description: "Say it to administrators" },
  needs: "Administrator",
  async execute() {
    said.push("secret");
  },
  buttons: {
    "secret-again": async () => {
      said.push("secret, again");
    },
  },
});

const say = defineCommandTree({
  payload: { name: "say", description: "Say something" },
  subcommands: [loud, { name: "quietly", description: "In other ways", subcommands: [secret] }],
});

test("a tree registers its subcommands and groups in their order", () => {
  expect(say.payload).toEqual({
    name: "say",
    description: "Say something",
    options: [
      {
        type: Option.Subcommand,
        name: "loud",
        description: "Say it loudly",
        options: [
          { type: Option.String, name: "words", description: "words", required: true },
          { type: Option.Integer, name: "times", description: "times" },
        ],
      },
      {
        type: Option.SubcommandGroup,
        name: "quietly",
        description: "In other ways",
        options: [
          {
            type: Option.Subcommand,
            name: "secret",
            description: "Say it to administrators",
            options: [],
          },
        ],
      },
    ],
  });
});

test("a subcommand reads its own options", async () => {
  said.length = 0;
  await say.execute({
    interaction: typed(null, "loud", [{ name: "words", value: "hello" }]),
    services,
  });
  expect(said).toEqual([{ loud: { words: "hello" } }]);
});

test("a subcommand's own right is asked for in its command and on its buttons", async () => {
  said.length = 0;
  const member = typed("quietly", "secret", [], 0n);
  await expect(say.execute({ interaction: member, services })).rejects.toThrow(ForbiddenError);
  await expect(press(member)).rejects.toThrow(/You need the permission \*\*Administrator\*\*/);
  expect(said).toEqual([]);

  const administrator = typed("quietly", "secret", [], PermissionsBitField.Flags.Administrator);
  await say.execute({ interaction: administrator, services });
  await press(administrator);
  expect(said).toEqual(["secret", "secret, again"]);
});

test("two subcommands cannot answer the same button", () => {
  expect(() =>
    defineCommandTree({
      payload: { name: "twice", description: "The same button twice" },
      subcommands: [secret, { ...loud, buttons: { "secret-again": async () => undefined } }],
    }),
  ).toThrow("two handlers for the same custom id: secret-again");
});

const press = (interaction: ChatInputCommandInteraction): Promise<void> | undefined =>
  say.buttons?.["secret-again"]?.({
    interaction,
    subjectId: "1574128318695866368",
    argument: undefined,
    services,
  } as unknown as Press);

/** The part of an interaction that a tree looks at. */
function typed(
  group: string | null,
  name: string,
  options: object[],
  permissions = 0n,
): ChatInputCommandInteraction {
  const leaf = { type: Option.Subcommand, name, options };
  return {
    memberPermissions: new PermissionsBitField(permissions),
    options: {
      data: [
        group === null ? leaf : { type: Option.SubcommandGroup, name: group, options: [leaf] },
      ],
      getSubcommandGroup: () => group,
      getSubcommand: () => name,
    },
  } as unknown as ChatInputCommandInteraction;
}
