import {
  ApplicationCommandOptionType as Option,
  ApplicationIntegrationType,
  InteractionContextType,
  type Attachment,
} from "discord.js";
import { styleName } from "../src/discord/card/text.ts";
import { defineCommand } from "../src/discord/define-command.ts";
import { mentionInbox } from "../src/discord/inbox-view.ts";
import { answerableOf, originOf } from "../src/discord/origin.ts";
import {
  ASPECTS,
  DURATIONS_S,
  FORMATS,
  LIMITS,
  RESOLUTIONS,
  STYLES,
  THINKING,
  type FramePosition,
} from "../src/generation/request.ts";
import type { AttachedFrame } from "../src/generation/service.ts";
import { appeal } from "./appeal.ts";
import { cancel, details, makeIt, tryAgain } from "./card-buttons.ts";

const choices = <const V extends string>(
  values: readonly V[],
  name: (value: V) => string = String,
) => values.map((value) => ({ name: name(value), value }));

export const video = defineCommand({
  payload: {
    name: "video",
    description: "Make a video from a prompt",
    contexts: [InteractionContextType.Guild],
    integration_types: [ApplicationIntegrationType.GuildInstall],
    options: [
      {
        type: Option.String,
        name: "prompt",
        description: "What the video shows, and what is said or heard in it",
        required: true,
        min_length: 1,
        max_length: LIMITS.promptLength,
      },
      {
        type: Option.Attachment,
        name: "first_frame",
        description:
          "The image the video starts with: PNG, JPEG or WEBP, 300 to 4000 pixels a side",
      },
      {
        type: Option.Attachment,
        name: "last_frame",
        description: "The image the video ends with: PNG, JPEG or WEBP, 300 to 4000 pixels a side",
      },
      {
        type: Option.String,
        name: "style",
        description: "The look of the video (default: none)",
        choices: choices(STYLES, styleName),
      },
      {
        type: Option.Integer,
        name: "duration",
        description: "Length in seconds; 10 seconds up to 720p (default: 5)",
        choices: DURATIONS_S.map((seconds) => ({ name: `${seconds} seconds`, value: seconds })),
      },
      {
        type: Option.String,
        name: "resolution",
        description: "Size of the video (default: 720p)",
        choices: choices(RESOLUTIONS),
      },
      {
        type: Option.String,
        name: "aspect",
        description: "Shape of the video (default: 16:9); a frame decides it by itself",
        choices: choices(ASPECTS),
      },
      { type: Option.Boolean, name: "audio", description: "With sound and speech (default: no)" },
      {
        type: Option.String,
        name: "thinking",
        description: "How long the model thinks about the prompt (default: auto)",
        choices: choices(THINKING),
      },
      {
        type: Option.String,
        name: "negative_prompt",
        description: "What the video should not show",
        min_length: 1,
        max_length: LIMITS.promptLength,
      },
      {
        type: Option.Integer,
        name: "results",
        description: "How many videos, each with a seed of its own (default: 1)",
        min_value: LIMITS.results.min,
        max_value: LIMITS.results.max,
      },
      {
        type: Option.Integer,
        name: "seed",
        description: "The same seed and options make a similar video again",
        min_value: LIMITS.seed.min,
        max_value: LIMITS.seed.max,
      },
      {
        type: Option.String,
        name: "format",
        description: "File format (default: MP4)",
        choices: choices(FORMATS),
      },
      {
        type: Option.Integer,
        name: "quality",
        description: "Less quality makes a smaller file (default: 95)",
        min_value: LIMITS.quality.min,
        max_value: LIMITS.quality.max,
      },
      {
        type: Option.Boolean,
        name: "private",
        description: "Only you see the card and the video (default: no)",
      },
    ],
  },

  async execute({ interaction, options, services }) {
    const started = await services.service.start(answerableOf(interaction), originOf(interaction), {
      options: {
        prompt: options.prompt,
        negativePrompt: options.negative_prompt,
        style: options.style,
        duration: options.duration,
        resolution: options.resolution,
        aspect: options.aspect,
        audio: options.audio,
        thinking: options.thinking,
        results: options.results,
        seed: options.seed,
        format: options.format,
        quality: options.quality,
        private: options.private,
      },
      frames: [...attached("first", options.first_frame), ...attached("last", options.last_frame)],
    });
    if (started !== undefined) await mentionInbox(interaction, services);
  },

  buttons: { "make-it": makeIt, cancel, details, "try-again": tryAgain, ...appeal.buttons },
  modals: { ...appeal.modals },
  exempt: ["cancel", "details", "appeal", "appeal-send"],
});

function attached(position: FramePosition, image: Attachment | undefined): AttachedFrame[] {
  if (image === undefined) return [];
  const format = /^image\/([\w-]+)/.exec(image.contentType ?? "")?.[1]?.toUpperCase();
  return [
    {
      position,
      source: { url: image.url, fileName: image.name, bytes: image.size },
      facts: {
        fileName: image.name,
        format,
        bytes: image.size,
        width: image.width ?? undefined,
        height: image.height ?? undefined,
      },
    },
  ];
}
