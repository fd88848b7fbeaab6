import {
  ApplicationCommandOptionType as Option,
  type APIApplicationCommandBasicOption,
} from "discord.js";
import { styleName } from "../src/discord/card/text.ts";
import type { OptionsOf } from "../src/discord/command-options.ts";
import {
  ASPECTS,
  DURATIONS_S,
  FORMATS,
  LIMITS,
  RESOLUTIONS,
  STYLES,
  THINKING,
} from "../src/generation/request.ts";
import type { OptionSet } from "../src/sharing/defaults/option-set.ts";

const choices = <const V extends string>(
  values: readonly V[],
  name: (value: V) => string = String,
) => values.map((value) => ({ name: name(value), value }));

/** What lets a member do without a style where the channel or the server has one. */
const NO_STYLE = "none";

/** The options of `/video` that can also be kept, as defaults or as a preset: all but the pictures. */
export const videoOptions = [
  {
    type: Option.String,
    name: "style",
    description: "The look of the video (default: none)",
    choices: [...choices(STYLES, styleName), ...choices([NO_STYLE], () => "None")],
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
    description: "Only you see it; moderators may still have to review it (default: no)",
  },
] as const satisfies readonly APIApplicationCommandBasicOption[];

/** What was typed of them, by the request's own names. */
export function readVideoOptions(options: OptionsOf<{ options: typeof videoOptions }>): OptionSet {
  return {
    negativePrompt: options.negative_prompt,
    style: options.style === NO_STYLE ? null : options.style,
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
  };
}
