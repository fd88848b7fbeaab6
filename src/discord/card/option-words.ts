import type { OptionName, Source } from "../../generation/sources.ts";
import type { VideoOptions } from "../../generation/request.ts";
import { cut, plain, styleName } from "./text.ts";

/** As Details and the lists of defaults and presets name them. */
const NAMES: Record<OptionName, string> = {
  resolution: "Resolution",
  aspect: "Shape",
  duration: "Length",
  style: "Style",
  audio: "Sound",
  thinking: "Thinking",
  results: "Videos",
  seed: "Seed",
  format: "Format",
  quality: "Quality",
  private: "Private",
  negativePrompt: "Negative prompt",
};

/** The order in which people read them. */
export const OPTION_ORDER = Object.keys(NAMES) as readonly OptionName[];

export const optionWord = (name: OptionName): string => NAMES[name];

/** A negative prompt in a list is there to be recognized; more would hide the rest. */
const TEXT_LENGTH = 100;

const yesOrNo = (value: boolean): string => (value ? "yes" : "no");

/** A value as people read it, with what was written escaped; undefined where there is none. */
export function optionValue(options: Partial<VideoOptions>, name: OptionName): string | undefined {
  const value = options[name];
  if (value === undefined) return undefined;
  if (value === null) return "none";
  if (typeof value === "boolean") return yesOrNo(value);
  if (name === "style" && options.style != null) return styleName(options.style);
  if (name === "duration") return `${value} s`;
  return name === "negativePrompt"
    ? `“${plain(cut(String(value), TEXT_LENGTH).replaceAll(/\s+/g, " "))}”`
    : String(value);
}

/** "resolution 1080p · length 8 s": a set in one line; undefined where it is empty. */
export function optionsInWords(options: Partial<VideoOptions>): string | undefined {
  const parts = OPTION_ORDER.flatMap((name) => {
    const value = optionValue(options, name);
    return value === undefined ? [] : [`${optionWord(name).toLowerCase()} ${value}`];
  });
  return parts.length === 0 ? undefined : parts.join(" · ");
}

const SOURCE_WORDS: Record<Source, string> = {
  typed: "typed",
  preset: "preset",
  member: "own default",
  channel: "channel's default",
  guild: "server's default",
};

export const sourceWord = (source: Source): string => SOURCE_WORDS[source];
