import { ComponentType, type APIMessageTopLevelComponent } from "discord.js";
import type { Generation } from "../../generation/generation.ts";
import { duration, plain, relative, roughUsd, styleName, usd } from "./text.ts";

/** Room for the prompts beside the parameters, below Discord's 4,000 characters of text a message. */
const PROMPTS_LENGTH = 3000;
/**
 * Discord fails on more than about 10,000 bytes of text in Components V2, which long prompts in
 * Chinese, Japanese or Korean reach below 4,000 characters (discord-api-docs issue 8554).
 */
const PROMPTS_BYTES = 8000;

export interface Details {
  components: APIMessageTopLevelComponent[];
  /** The prompts as a text file, where they are too long for the message itself. */
  file: { name: string; text: string } | undefined;
}

/** Everything that was asked for and what is known of it, for whoever presses **Details**. */
export function renderDetails(generation: Generation): Details {
  const { request } = generation;
  const prompts = [
    `**Prompt**\n${plain(request.prompt)}`,
    ...(request.negativePrompt === null
      ? []
      : [`**Negative prompt**\n${plain(request.negativePrompt)}`]),
  ].join("\n\n");
  const fits = prompts.length <= PROMPTS_LENGTH && Buffer.byteLength(prompts) <= PROMPTS_BYTES;
  const file = fits
    ? undefined
    : {
        name: "prompt.txt",
        text: `${request.prompt}\n${request.negativePrompt === null ? "" : `\nNegative prompt:\n${request.negativePrompt}\n`}`,
      };
  return {
    components: [
      {
        type: ComponentType.Container,
        components: [
          ...(file === undefined
            ? [{ type: ComponentType.TextDisplay as const, content: prompts }]
            : [{ type: ComponentType.File as const, file: { url: `attachment://${file.name}` } }]),
          { type: ComponentType.Separator },
          { type: ComponentType.TextDisplay, content: facts(generation).join("\n") },
        ],
      },
    ],
    file,
  };
}

function facts(generation: Generation): string[] {
  const { request, frames, cost, estimate, renderingAt, readyAt, videos } = generation;
  const seeds = videos.flatMap(({ seed }) => (seed === null ? [] : [seed]));
  return [
    ["Resolution", request.resolution],
    ["Shape", request.aspect ?? "from the frame"],
    ["Length", `${request.duration} s`],
    ["Style", request.style === null ? "none" : styleName(request.style)],
    ["Sound", request.audio ? "yes" : "no"],
    ["Thinking", request.thinking],
    ["Videos", String(request.results)],
    ["Seed", seeds.length > 0 ? seeds.join(", ") : (request.seed ?? "random")],
    ["Format", `${request.format}, quality ${request.quality}`],
    ["Frames", frames.map((frame) => describe(frame)).join(" · ") || "none"],
    ["Safety check", generation.safety],
    [
      "Price",
      cost === null
        ? `about ${roughUsd(estimate.costMicroUsd)}`
        : `${usd(cost.microUsd)}${cost.estimated ? " (estimate)" : ""}`,
    ],
    [
      "Render time",
      renderingAt !== null && readyAt !== null ? duration(readyAt - renderingAt) : "not finished",
    ],
    ["Asked for", `by <@${generation.memberId}> ${relative(generation.createdAt)}`],
    ["Generation", `\`${generation.id}\``],
  ].map(([name, value]) => `**${name}** ${value}`);
}

function describe({ position, stored }: Generation["frames"][number]): string {
  return stored === null ? position : `${position} (${stored.width} × ${stored.height})`;
}
