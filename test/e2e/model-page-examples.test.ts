import { readFile } from "node:fs/promises";
import { afterAll, beforeAll, expect, test } from "vitest";
import { z } from "zod";
import { cardWith } from "../support/cards.ts";
import { png } from "../support/png.ts";
import { openStage, type Stage } from "../support/stage.ts";

const Examples = z.object({
  examples: z.array(
    z.object({
      title: z.string(),
      request: z.object({
        positivePrompt: z.string(),
        negativePrompt: z.string(),
        width: z.literal(1280),
        height: z.literal(720),
        duration: z.number(),
        seed: z.number().optional(),
        providerSettings: z.object({
          pixverse: z.object({ style: z.string(), audio: z.boolean(), thinking: z.string() }),
        }),
        inputs: z
          .object({ frameImages: z.array(z.object({ frame: z.enum(["first", "last"]) })) })
          .optional(),
      }),
    }),
  ),
});

const file = new URL("../data/model-page-examples.json", import.meta.url);
const { examples } = Examples.parse(JSON.parse(await readFile(file, "utf8")));

let stage: Stage;
beforeAll(async () => {
  stage = await openStage({ runware: { renderMs: () => 0 } });
});
afterAll(() => stage.close());

test("the model page has five examples", () => {
  expect(examples).toHaveLength(5);
});

test.each(examples)("the model page's “$title” can be typed and plays", async ({ request }) => {
  const { member, guild, runware } = stage;
  const channel = member.in(guild.createChannel({ name: "examples" }));
  const { pixverse } = request.providerSettings;
  const positions = request.inputs?.frameImages.map(({ frame }) => frame) ?? [];
  const use = await channel.slash("video", {
    prompt: request.positivePrompt,
    negative_prompt: request.negativePrompt,
    resolution: "720p",
    duration: request.duration,
    seed: request.seed,
    ...pixverse,
    ...Object.fromEntries(positions.map((position) => [`${position}_frame`, png(640, 360)])),
  });

  const task = await runware.waitForTask(
    ({ body }) => body["positivePrompt"] === request.positivePrompt,
  );
  const { inputs, width, height, ...rest } = request;
  expect(task.body).toMatchObject(rest);
  // The page's own examples name a size beside frames, which its rules do not allow.
  expect(task.body).toMatchObject(
    inputs === undefined
      ? { width, height }
      : { resolution: "720p", inputs: { frameImages: positions.map((frame) => ({ frame })) } },
  );
  expect([task.job.width, task.job.height]).toEqual([1280, 720]);
  await cardWith(channel, use, "$0.3978");
});
