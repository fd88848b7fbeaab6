import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { ClientRefusal } from "../../playground/discord/actor/client-refusal.ts";
import { ApplicationCommandOptionType as Type } from "discord-api-types/v10";
import { openStage, type Stage } from "../support/stage.ts";

interface Option {
  type: number;
  name: string;
  description: string;
  required?: boolean;
  choices?: { name: string; value: string | number }[];
  min_value?: number;
  max_value?: number;
  min_length?: number;
  max_length?: number;
}

let stage: Stage;
beforeAll(async () => {
  stage = await openStage({ env: { RUNWARE_CONCURRENCY: "100" }, runware: { manual: true } });
});
afterAll(() => stage.close());

function registered(): Record<string, unknown> & { options: Option[] } {
  const command = [...stage.discord.world.commands.values()].find(
    ({ data }) => data.name === "video",
  );
  return command?.data as unknown as Record<string, unknown> & { options: Option[] };
}

const optionNamed = (name: string) => registered().options.find((option) => option.name === name);
const valuesOf = (name: string) => optionNamed(name)?.choices?.map(({ value }) => value);

describe("the registered /video", () => {
  test("is global, for guilds that installed the bot, and nowhere else", () => {
    const command = [...stage.discord.world.commands.values()].find(
      ({ data }) => data.name === "video",
    );
    expect(command?.guildId).toBeNull();
    expect(registered()).toMatchObject({ contexts: [0], integration_types: [0] });
  });

  test("offers the options of the model page, the prompt first and alone required", () => {
    expect(
      registered().options.map(({ name, required }) => (required ? `${name}!` : name)),
    ).toEqual([
      "prompt!",
      "first_frame",
      "last_frame",
      "style",
      "duration",
      "resolution",
      "aspect",
      "audio",
      "thinking",
      "negative_prompt",
      "results",
      "seed",
      "format",
      "quality",
      "private",
      "preset",
    ]);
  });

  test("says of each option in words what it does", () => {
    for (const { description } of registered().options) {
      expect(description).toMatch(/^[A-Z].{15,99}$/);
    }
  });

  test.each([
    ["style", ["anime", "3d_animation", "clay", "comic", "cyberpunk", "none"]],
    ["duration", [5, 8, 10]],
    ["resolution", ["360p", "540p", "720p", "1080p"]],
    ["aspect", ["16:9", "4:3", "1:1", "3:4", "9:16"]],
    ["thinking", ["auto", "enabled", "disabled"]],
    ["format", ["MP4", "WEBM", "MOV"]],
  ])("offers for %s the choices %j", (name, values) => {
    expect(valuesOf(name)).toEqual(values);
  });

  test.each([
    ["prompt", { type: Type.String, min_length: 1, max_length: 2048 }],
    ["negative_prompt", { type: Type.String, min_length: 1, max_length: 2048 }],
    ["results", { type: Type.Integer, min_value: 1, max_value: 4 }],
    ["seed", { type: Type.Integer, min_value: 0, max_value: 2_147_483_647 }],
    ["quality", { type: Type.Integer, min_value: 20, max_value: 99 }],
    ["audio", { type: Type.Boolean }],
    ["private", { type: Type.Boolean }],
    ["first_frame", { type: Type.Attachment }],
    ["last_frame", { type: Type.Attachment }],
  ])("lets Discord hold %s to %j", (name, limits) => {
    expect(optionNamed(name)).toMatchObject(limits);
  });

  test.each([
    { prompt: undefined },
    { prompt: "x".repeat(2049) },
    { prompt: "a boat", negative_prompt: "x".repeat(2049) },
    { prompt: "a boat", results: 0 },
    { prompt: "a boat", results: 5 },
    { prompt: "a boat", seed: -1 },
    { prompt: "a boat", seed: 2_147_483_648 },
    { prompt: "a boat", quality: 19 },
    { prompt: "a boat", quality: 100 },
    { prompt: "a boat", duration: 6 },
    { prompt: "a boat", style: "oil" },
  ])("cannot be typed with what the model page does not allow (%#)", async (options) => {
    await expect(stage.member.in(stage.channel).slash("video", options)).rejects.toThrow(
      ClientRefusal,
    );
  });

  test("cannot be typed in a direct message", async () => {
    await expect(stage.member.dms.slash("video", { prompt: "a boat" })).rejects.toThrow(
      ClientRefusal,
    );
  });
});

test("a restart registers the same commands once, under the same ids", async () => {
  const ids = () =>
    [...stage.discord.world.commands.values()].map(({ id, data }) => [id, data.name]);
  const before = ids();
  await stage.stopBot();
  await stage.startBot();
  expect(ids()).toEqual(before);
});
