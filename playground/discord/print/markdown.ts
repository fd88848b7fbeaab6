import type { PrintContext } from "./options.ts";
import { timestamp } from "./timestamp.ts";
import { cut, wrap } from "./width.ts";

/** Text as a member reads it: mentions and times resolved, the rest of the markdown as written. */
export function paintText(source: string, width: number, context: PrintContext): string[] {
  let inCode = false;
  return source.split("\n").flatMap((line) => {
    if (line.startsWith("```")) {
      inCode = !inCode;
      return [context.ink.dim("┄".repeat(Math.min(width, 24)))];
    }
    if (inCode) return cut(line, width).map((piece) => context.ink.dim(piece));
    return paintLine(line, width, context);
  });
}

interface Block {
  first: string;
  rest: string;
  text: string;
  style: (text: string) => string;
}

function paintLine(line: string, width: number, context: PrintContext): string[] {
  const { first, rest, text, style } = block(line, context);
  return wrap(style(paintInline(text, context)), width - first.length).map(
    (piece, index) => (index === 0 ? first : rest) + piece,
  );
}

function block(line: string, { ink }: PrintContext): Block {
  const plain = (text: string) => text;
  const heading = /^(#{1,3}) (.*)$/.exec(line);
  // Without colour the hashes stay: nothing else would tell a heading from a line of text.
  if (heading && ink.on) return { first: "", rest: "", text: heading[2] ?? "", style: ink.bold };
  const quote = /^> (.*)$/.exec(line);
  if (quote) return { first: "▏ ", rest: "▏ ", text: quote[1] ?? "", style: plain };
  const subtext = /^-# (.*)$/.exec(line);
  if (subtext) return { first: "· ", rest: "  ", text: subtext[1] ?? "", style: ink.dim };
  const item = /^(\s*)[-*] (.*)$/.exec(line);
  if (item) {
    const indent = (item[1] ?? "").slice(0, 8);
    return { first: `${indent}• `, rest: `${indent}  `, text: item[2] ?? "", style: plain };
  }
  return { first: "", rest: "", text: line, style: plain };
}

/** Mentions, timestamps, custom emoji and links; with colour also bold, italic and their like. */
export function paintInline(source: string, context: PrintContext): string {
  const { ink } = context;
  const named = (sign: string) => (whole: string, id: string) => {
    const name = context.names(id);
    return name === undefined ? whole : ink.bold(`${sign}${name}`);
  };
  const text = hold(source)
    .replace(/<@!?(\d+)>/g, named("@"))
    .replace(/<@&(\d+)>/g, named("@"))
    .replace(/<#(\d+)>/g, named("#"))
    .replace(/<\/([^:>]+):\d+>/g, "/$1")
    .replace(/<a?(:\w+:)\d+>/g, "$1")
    .replace(/<t:(-?\d+)(?::([tTdDfFR]))?>/g, (_, seconds: string, style: string | undefined) =>
      timestamp(Number(seconds), style ?? "f", context.nowMs),
    )
    .replace(/\[([^\]]+)\]\(<?(https?:\/\/[^)>\s]+)>?\)/g, (_, label: string, url: string) =>
      label === url ? shortUrl(url) : `${label} ↗ (${shortUrl(url)})`,
    );
  return letGo(ink.on ? emphasize(text, context) : text);
}

/** A plane of Unicode that nobody writes in: an escaped character waits there, without meaning. */
const HELD = 0xf_00_00;

/** Takes the backslash from each escaped character; in code it is a backslash like any other. */
function hold(source: string): string {
  return source.replace(
    /(`+)(?:(?!\1).)+\1|\\([^0-9A-Za-z\s])/gu,
    (whole, _ticks, escaped: string | undefined) => {
      if (escaped === undefined) return whole;
      const code = escaped.codePointAt(0) ?? 0;
      return code < 0xff_fe ? String.fromCodePoint(HELD + code) : escaped;
    },
  );
}

function letGo(text: string): string {
  return text.replace(/[\u{F0000}-\u{FFFFD}]/gu, (held) =>
    String.fromCodePoint((held.codePointAt(0) ?? 0) - HELD),
  );
}

function emphasize(text: string, { ink }: PrintContext): string {
  return text
    .replace(/\*\*(.+?)\*\*/g, (_, inner: string) => ink.bold(inner))
    .replace(/__(.+?)__/g, (_, inner: string) => ink.underline(inner))
    .replace(/(?<![*\w])\*([^*\s][^*]*)\*/g, (_, inner: string) => ink.italic(inner))
    .replace(/~~(.+?)~~/g, (_, inner: string) => ink.strike(inner))
    .replace(/`([^`]+)`/g, (_, inner: string) => ink.dim(inner));
}

/** A signed address is three lines of noise that differ every time; its path is what is read. */
function shortUrl(url: string): string {
  return url.replace(/\?.*$/, "?…");
}
