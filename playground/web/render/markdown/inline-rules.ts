import { linkAddress } from "../address.ts";
import { within, type Scope } from "../context.ts";
import { markup, type Html } from "../html.ts";
import { customEmoji } from "./emoji.ts";
import {
  channelMention,
  commandMention,
  everyoneMention,
  placeMention,
  roleMention,
  userMention,
} from "./mentions.ts";
import { textSpoiler } from "./spoiler.ts";
import { timestamp } from "./timestamp.ts";

/** What a rule is given to work with: where it stands, and how what is inside of it is read. */
export interface Reading {
  scope: Scope;
  /** Markdown inside of markdown. `links` is false within a link's own words. */
  inner: (source: string, scope: Scope, links: boolean) => Html;
  links: boolean;
}

export interface InlineRule {
  /** Tried where one of these characters stands. */
  signs: string;
  /** Sticky, over the whole text: what stands before counts too. */
  pattern: RegExp;
  /** Undefined where it is none after all. */
  write: (match: RegExpExecArray, reading: Reading) => Html | undefined;
}

const group = (match: RegExpExecArray, index: number): string => match[index] ?? "";

const wrapped =
  (wrap: (inner: Html) => Html) =>
  (match: RegExpExecArray, { inner, scope, links }: Reading): Html =>
    wrap(inner(match[1] ?? match[2] ?? "", within(scope, match.index), links));

function link(url: string, words: Html | string): Html | undefined {
  const href = linkAddress(url);
  if (href === undefined) return undefined;
  return markup`<a href="${href}" title="${href}" target="_blank" rel="noopener noreferrer nofollow">
    ${words}</a>`;
}

const bareLink = (match: RegExpExecArray, { links }: Reading): Html | undefined => {
  const url = match[1] ?? match[0];
  return links ? link(url, url) : undefined;
};

/** Discord's markdown inside a line, in the order in which it is tried. */
export const INLINE_RULES: readonly InlineRule[] = [
  { signs: "\\", pattern: /\\([^0-9A-Za-z\s])/uy, write: (match) => markup`${group(match, 1)}` },
  {
    signs: "`",
    pattern: /(?<!`)(`+)(?!`)([^]*?[^`])\1(?!`)/y,
    write: (match) => markup`<code>${trimOnce(group(match, 2))}</code>`,
  },
  {
    signs: "<",
    pattern: /<@!?(\d{1,20})>/y,
    write: (m, { scope }) => userMention(group(m, 1), scope),
  },
  {
    signs: "<",
    pattern: /<@&(\d{1,20})>/y,
    write: (m, { scope }) => roleMention(group(m, 1), scope),
  },
  {
    signs: "<",
    pattern: /<#(\d{1,20})>/y,
    write: (m, { scope }) => channelMention(group(m, 1), scope),
  },
  {
    signs: "<",
    pattern: /<\/([^:<>\n]{1,100}):\d{1,20}>/y,
    write: (m) => commandMention(group(m, 1)),
  },
  {
    signs: "<",
    pattern: /<a?:(\w{2,32}):(\d{1,20})>/y,
    write: (m) => customEmoji(group(m, 1), group(m, 2)),
  },
  {
    signs: "<",
    pattern: /<t:(-?\d{1,13})(?::([tTdDfFR]))?>/y,
    write: (m, { scope }) => timestamp(Number(m[1]), m[2] ?? "f", scope),
  },
  { signs: "<", pattern: /<(https?:\/\/[^\s<>]+)>/y, write: bareLink },
  { signs: "@", pattern: /@(?:everyone|here)\b/y, write: (match) => everyoneMention(match[0]) },
  {
    signs: "[",
    pattern:
      /\[((?:\\[^]|[^\\[\]]|\[(?:\\[^]|[^\\[\]])*\])+)\]\(<?(https?:\/\/(?:[^\s()<>]|\([^\s()<>]*\))+)>?(?:\s+"[^"\n]*")?\)/y,
    write: (match, { inner, scope, links }) =>
      links
        ? link(group(match, 2), inner(group(match, 1), within(scope, match.index), false))
        : undefined,
  },
  {
    signs: "h",
    pattern: /https:\/\/discord\.com\/channels\/(?:\d{1,20}|@me)\/(\d{1,20})\/(\d{1,20})(?![\w/])/y,
    write: (match, { scope, links }) =>
      links ? placeMention(group(match, 1), group(match, 2), scope) : undefined,
  },
  { signs: "h", pattern: /https?:\/\/[^\s<]+[^\s<.,:;"')\]*_~|]/y, write: bareLink },
  {
    signs: "|",
    pattern: /\|\|((?:\\[^]|[^\\])+?)\|\|/y,
    write(match, { inner, scope, links }) {
      const place = within(scope, match.index);
      return textSpoiler(inner(group(match, 1), place, links), place);
    },
  },
  {
    signs: "*",
    pattern: /\*\*((?:\\[^]|[^\\])+?)\*\*(?!\*)/y,
    write: wrapped((inner) => markup`<strong>${inner}</strong>`),
  },
  {
    signs: "_",
    pattern: /__((?:\\[^]|[^\\])+?)__(?!_)/y,
    write: wrapped((inner) => markup`<u>${inner}</u>`),
  },
  {
    signs: "~",
    pattern: /~~((?:\\[^]|[^\\])+?)~~(?!~)/y,
    write: wrapped((inner) => markup`<s>${inner}</s>`),
  },
  {
    signs: "*_",
    pattern:
      /\*(?![\s*])((?:\*\*|\\[^]|[^\\*])+?)(?<!\s)\*(?!\*)|(?<![\p{L}\p{N}])_(?![\s_])((?:__|\\[^]|[^\\_])+?)_(?![\p{L}\p{N}])/uy,
    write: wrapped((inner) => markup`<em>${inner}</em>`),
  },
];

/** A space beside the backticks is there so that code may begin with one of them. */
const trimOnce = (code: string): string => code.replace(/^ (?=`)|(?<=`) $/g, "");
