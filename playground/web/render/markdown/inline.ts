import type { Scope } from "../context.ts";
import { markup, type Html, type HtmlValue } from "../html.ts";
import { withEmoji } from "./emoji.ts";
import { INLINE_RULES, type InlineRule, type Reading } from "./inline-rules.ts";

/** Nobody nests deeper on purpose; whoever does reads the signs as they were written. */
const DEEPEST = 12;

const RULES_BY_SIGN = new Map<string, InlineRule[]>();
for (const rule of INLINE_RULES) {
  for (const sign of rule.signs) {
    RULES_BY_SIGN.set(sign, [...(RULES_BY_SIGN.get(sign) ?? []), rule]);
  }
}

/** Markdown within lines: emphasis, code, links, mentions, times, spoilers, emoji. */
export function inline(source: string, scope: Scope): Html {
  return read(source, scope, true, 0);
}

function read(source: string, scope: Scope, links: boolean, depth: number): Html {
  if (depth > DEEPEST) return markup`${withEmoji(source)}`;
  const parts: HtmlValue[] = [];
  const reading: Reading = {
    scope,
    links,
    inner: (text, place, innerLinks) => read(text, place, innerLinks, depth + 1),
  };
  let at = 0;
  let plainFrom = 0;
  while (at < source.length) {
    const found = firstRule(source, at, reading);
    if (found === undefined) {
      at += 1;
      continue;
    }
    parts.push(withEmoji(source.slice(plainFrom, at)), found.written);
    at += found.length;
    plainFrom = at;
  }
  return markup`${[...parts, withEmoji(source.slice(plainFrom))]}`;
}

function firstRule(
  source: string,
  at: number,
  reading: Reading,
): { written: Html; length: number } | undefined {
  for (const rule of RULES_BY_SIGN.get(source[at] ?? "") ?? []) {
    rule.pattern.lastIndex = at;
    const match = rule.pattern.exec(source);
    const written = match === null ? undefined : rule.write(match, reading);
    if (match !== null && written !== undefined) return { written, length: match[0].length };
  }
  return undefined;
}
