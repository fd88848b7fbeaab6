import { TimestampStyles, time } from "discord.js";
import type { Style, VideoRequest } from "../../generation/request.ts";

/** A prompt is cut to this many characters on the card; **Details** shows all of it. */
const PROMPT_ON_CARD = 1000;
/** A prompt of many lines would push the video off the screen. */
const PROMPT_LINES_ON_CARD = 15;

const STYLE_NAMES: Record<Style, string> = {
  anime: "Anime",
  "3d_animation": "3D animation",
  clay: "Clay",
  comic: "Comic",
  cyberpunk: "Cyberpunk",
};

export const styleName = (style: Style): string => STYLE_NAMES[style];

/** A word longer than this is cut in two: with it too much of a short text would go. */
const WORD_LENGTH = 20;

/**
 * Cuts after a whole word, where none is very long, or else after a whole character (never half an
 * emoji), and says so with an ellipsis.
 */
export function cut(text: string, length: number): string {
  if (text.length <= length) return text;
  const characters = Array.from(new Intl.Segmenter().segment(text), ({ segment }) => segment);
  let kept = "";
  for (const character of characters) {
    if (kept.length + character.length > length - 1) break;
    kept += character;
  }
  const [halfWord = ""] = /\S*$/.exec(kept) ?? [];
  const isWhole = /^\s/.test(text.slice(kept.length));
  const words = kept.slice(0, kept.length - halfWord.length).trimEnd();
  const isShort = halfWord.length <= WORD_LENGTH && words !== "";
  return `${!isWhole && isShort ? words : kept.trimEnd()}…`;
}

/**
 * Everything that Discord's markdown gives a meaning: pairs and brackets anywhere, addresses and the
 * two mentions without brackets, and what makes a heading, small print, quote or list of a line.
 */
const MEANINGFUL =
  /[\\*_~`|<[\]]|:(?=\/\/)|@(?=everyone|here)|(?<=^[^\S\n]*)[#>+-]|(?<=^[^\S\n]*\d+)\./gm;

/**
 * Somebody's text, shown as they wrote it: nothing in it formats, links, mentions or opens a heading.
 * A backslash works before anything but letters, digits and spaces.
 */
export const plain = (text: string): string => text.replaceAll(MEANINGFUL, "\\$&");

/** A prompt as a quotation, of bounded height and of at most `room` characters, all signs included. */
export function quote(prompt: string, room: number): string {
  // Escaped, each character may take two; and each line has a sign of its own.
  const length = Math.min(PROMPT_ON_CARD, Math.floor((room - 3 * PROMPT_LINES_ON_CARD) / 2));
  const lines = cut(prompt.replaceAll(/\n{3,}/g, "\n\n"), length).split("\n");
  const shown = lines.slice(0, PROMPT_LINES_ON_CARD);
  if (lines.length > shown.length) shown.push("…");
  return shown.map((line) => `> ${plain(line)}`).join("\n");
}

const MICRO_USD_A_CENT = 10_000;

// Made once: making one takes a hundred times as long as using it.
const dollars = new Intl.NumberFormat("en-US", {
  style: "currency",
  currency: "USD",
  minimumFractionDigits: 2,
  maximumFractionDigits: 4,
});

/** $0.3978, $0.40, $12.00: as exact as the amount is, two decimals at least. */
export const usd = (microUsd: number): string => dollars.format(microUsd / 1_000_000);

/**
 * A sum of many costs: to the cent, since more would only be noise. Rounded up, so that nobody reads
 * less than what was spent.
 */
export const sumUsd = (microUsd: number): string =>
  usd(Math.ceil(microUsd / MICRO_USD_A_CENT) * MICRO_USD_A_CENT);

/** What is left of a limit, to the cent; rounded down, so that it is really there. */
export const leftUsd = (microUsd: number): string =>
  usd(Math.floor(microUsd / MICRO_USD_A_CENT) * MICRO_USD_A_CENT);

/** An amount that nobody knows yet: to the cent, since more would promise more than it can. */
export const roughUsd = (microUsd: number): string =>
  microUsd < 10_000 ? usd(microUsd) : usd(Math.round(microUsd / 10_000) * 10_000);

/** 42 s, 1 min 5 s. */
export function duration(ms: number): string {
  const seconds = Math.round(ms / 1000);
  const minutes = Math.floor(seconds / 60);
  if (minutes === 0) return `${seconds} s`;
  return seconds % 60 === 0 ? `${minutes} min` : `${minutes} min ${seconds % 60} s`;
}

/** A moment as Discord's client counts towards or from it, without any edit of ours. */
export const relative = (atMs: number): string =>
  time(Math.round(atMs / 1000), TimestampStyles.RelativeTime);

/** "720p · 16:9 · 8 s · sound · Cyberpunk": what was asked for, without what is the default. */
export function parameters(request: VideoRequest, frames: readonly string[]): string {
  return [
    request.resolution,
    request.aspect ?? `from ${frames.join(" and ")} frame`,
    `${request.duration} s`,
    request.audio ? "sound" : "silent",
    request.style && styleName(request.style),
    request.thinking !== "auto" && `thinking ${request.thinking}`,
    request.results > 1 && `${request.results} videos`,
    request.seed !== null && `seed ${request.seed}`,
    request.format !== "MP4" && request.format,
    request.private && "private",
  ]
    .filter((part) => typeof part === "string")
    .join(" · ");
}
