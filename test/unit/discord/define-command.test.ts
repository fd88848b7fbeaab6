import {
  ApplicationCommandOptionType as Option,
  type APIRole,
  type Attachment,
  type ChatInputCommandInteraction,
  type Role,
  type User,
} from "discord.js";
import { expect, expectTypeOf, test } from "vitest";
import { readOptions } from "../../../src/discord/command-options.ts";
import { defineCommand } from "../../../src/discord/define-command.ts";

test("a handler's options are typed from its payload", () => {
  const command = defineCommand({
    payload: {
      name: "sample",
      description: "A command of every kind of option",
      options: [
        { type: Option.String, name: "text", description: "text", required: true },
        { type: Option.String, name: "maybe", description: "maybe" },
        { type: Option.Integer, name: "count", description: "count", required: true },
        { type: Option.Boolean, name: "loud", description: "loud" },
        { type: Option.Attachment, name: "image", description: "image" },
        {
          type: Option.String,
          name: "shape",
          description: "shape",
          required: true,
          choices: [
            { name: "Round", value: "round" },
            { name: "Square", value: "square" },
          ],
        },
        {
          type: Option.Integer,
          name: "size",
          description: "size",
          choices: [
            { name: "Small", value: 1 },
            { name: "Large", value: 2 },
          ],
        },
      ],
    },
    async execute({ options }) {
      expectTypeOf(options).toEqualTypeOf<{
        text: string;
        maybe: string | undefined;
        count: number;
        loud: boolean | undefined;
        image: Attachment | undefined;
        shape: "round" | "square";
        size: 1 | 2 | undefined;
      }>();
      // @ts-expect-error an option that the payload does not have
      expect(options.missing).toBeUndefined();
    },
  });
  expect(command.payload.name).toBe("sample");
});

test("a command without options has none to read", () => {
  defineCommand({
    payload: { name: "plain", description: "No options" },
    async execute({ options }) {
      expectTypeOf(options).toEqualTypeOf<object>();
    },
  });
  expect(readOptions(typed([]))).toEqual({});
});

test("options are read by name, an attachment as what Discord says of it", () => {
  const attachment = { id: "1", name: "a.png" };
  expect(
    readOptions(
      typed([
        { name: "count", value: 0 },
        { name: "loud", value: false },
        { name: "image", value: "1", attachment },
      ]),
    ),
  ).toEqual({ count: 0, loud: false, image: attachment });
});

/** The part of an interaction that options are read from. */
const typed = (data: object[]): ChatInputCommandInteraction =>
  ({ options: { data } }) as unknown as ChatInputCommandInteraction;

test("channels, roles and users are what Discord says of them, a mentionable is an id", () => {
  defineCommand({
    payload: {
      name: "picks",
      description: "Everything that can be picked",
      options: [
        { type: Option.Channel, name: "channel", description: "channel", required: true },
        { type: Option.Role, name: "role", description: "role" },
        { type: Option.User, name: "member", description: "member", required: true },
        { type: Option.Mentionable, name: "either", description: "either" },
      ],
    },
    async execute({ options }) {
      expectTypeOf(options.channel.id).toEqualTypeOf<string>();
      expectTypeOf(options.role).toEqualTypeOf<Role | APIRole | undefined>();
      expectTypeOf(options.member).toEqualTypeOf<User>();
      expectTypeOf(options.either).toEqualTypeOf<string | undefined>();
    },
  });
  const channel = { id: "2", name: "log" };
  const role = { id: "3", name: "Staff" };
  const user = { id: "4" };
  expect(
    readOptions(
      typed([
        { name: "channel", value: "2", channel },
        { name: "role", value: "3", role },
        { name: "member", value: "4", user },
      ]),
    ),
  ).toEqual({ channel, role, member: user });
});
