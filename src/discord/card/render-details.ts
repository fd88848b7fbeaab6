import { ComponentType, type APIMessageTopLevelComponent } from "discord.js";
import type { Generation, Video } from "../../generation/generation.ts";
import type { OptionName } from "../../generation/sources.ts";
import { sourceWord } from "./option-words.ts";
import { duration, plain, relative, roughUsd, styleName, usd } from "./text.ts";
import { mention } from "../mention.ts";

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
      : [
          `**Negative prompt**${note(generation, "negativePrompt")}\n${plain(request.negativePrompt)}`,
        ]),
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
          {
            type: ComponentType.TextDisplay,
            content: [...facts(generation), ...optionsLine(generation)].join("\n"),
          },
        ],
      },
    ],
    file,
  };
}

const AS_BEFORE: Record<NonNullable<Generation["after"]>["how"], string> = {
  again: "-# Again: the options are those of the video before it, with another seed.",
  remix:
    "-# Remix: prompts, style, length and sound are as they were sent; the rest is as in the video before it.",
  frame:
    "-# With a frame of another video: prompt, style, length and sound are as they were sent; the rest is as in that video.",
};

/** Where the options came from that have no note of their own. */
function optionsLine({ sources, parentId, after }: Generation): string[] {
  if (sources !== null) return ["-# Options without a note are built in."];
  if (after !== null) return [AS_BEFORE[after.how]];
  return parentId === null ? [] : ["-# The options are as in the video that it was made after."];
}

function facts(generation: Generation): string[] {
  const { request, frames, cost, estimate, renderingAt, readyAt, videos } = generation;
  const from = (name: OptionName): string => note(generation, name);
  // Of what a moderator holds or rejected nothing is given away that makes it again.
  const seeds = videos.flatMap(({ seed, review }) =>
    seed === null || (review !== null && review.verdict !== "approved") ? [] : [seed],
  );
  return [
    ["Resolution", `${request.resolution}${from("resolution")}`],
    ["Shape", request.aspect === null ? "from the frame" : `${request.aspect}${from("aspect")}`],
    ["Length", `${request.duration} s${from("duration")}`],
    ["Style", `${request.style === null ? "none" : styleName(request.style)}${from("style")}`],
    ["Sound", `${request.audio ? "yes" : "no"}${from("audio")}`],
    ["Thinking", `${request.thinking}${from("thinking")}`],
    ["Videos", `${request.results}${from("results")}`],
    ["Seed", `${seeds.length > 0 ? seeds.join(", ") : (request.seed ?? "random")}${from("seed")}`],
    ["Format", `${request.format}${from("format")}, quality ${request.quality}${from("quality")}`],
    ...(request.private
      ? [
          [
            "Private",
            `yes${from("private")}: hidden from members, not from moderators who review it`,
          ],
        ]
      : []),
    ...(generation.madePublicAt === null
      ? []
      : [["Private", `made public ${relative(generation.madePublicAt)}`]]),
    ["Frames", frames.map((frame) => describe(frame)).join(" · ") || "none"],
    ["Safety check", generation.safety],
    ...videos.flatMap(({ review }, index) =>
      review === null
        ? []
        : [[`Review${videos.length > 1 ? ` of video ${index + 1}` : ""}`, verdict(review)]],
    ),
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

function verdict({ verdict: decided, by, at }: NonNullable<Video["review"]>): string {
  if (decided === "pending") return "waits for a moderator";
  if (by === null || at === null) return "nobody decided in time";
  return `${decided} by ${mention(by)} ${relative(at)}`;
}

/** Where a value came from; nothing beside what is built in. */
function note({ sources }: Generation, name: OptionName): string {
  const source = sources?.[name];
  return source === undefined ? "" : ` (${sourceWord(source)})`;
}

function describe({ position, stored }: Generation["frames"][number]): string {
  return stored === null ? position : `${position} (${stored.width} × ${stored.height})`;
}
