import { within, type Scope } from "../context.ts";
import { markup, NOTHING, type Html } from "../html.ts";
import { inline } from "./inline.ts";

export const LIST_LINE = /^( *)([-*]|\d{1,9}\.) +(\S.*)$/;

interface Item {
  indent: number;
  /** Undefined for a bullet. */
  number: number | undefined;
  text: string;
}

/** Lines that each match LIST_LINE, as a list with lists in it. */
export function list(lines: readonly string[], scope: Scope): Html {
  const items = lines.flatMap((line) => {
    const [, indent = "", sign = "", text] = LIST_LINE.exec(line) ?? [];
    const number = /\d/.test(sign) ? Number.parseInt(sign, 10) : undefined;
    return text === undefined ? [] : [{ indent: indent.length, number, text }];
  });
  return level(items, scope);
}

function level(items: readonly Item[], scope: Scope): Html {
  const [first] = items;
  if (first === undefined) return NOTHING;
  const written: Html[] = [];
  let index = 0;
  for (let item = items[0]; item !== undefined; item = items[index]) {
    if (isNumbered(item) !== isNumbered(first)) break;
    // What is indented further than this item belongs to it.
    let end = index + 1;
    while ((items[end]?.indent ?? 0) > first.indent) end += 1;
    const place = within(scope, index);
    const below = items.slice(index + 1, end);
    const nested = below.length === 0 ? null : level(below, place);
    written.push(markup`<li>${inline(item.text, within(place, "text"))}${nested}</li>`);
    index = end;
  }
  const whole = isNumbered(first)
    ? markup`<ol start="${first.number}">${written}</ol>`
    : markup`<ul>${written}</ul>`;
  // Numbers after bullets, and the other way about, are a list of their own.
  return markup`${whole}${level(items.slice(index), within(scope, index))}`;
}

const isNumbered = ({ number }: Item): boolean => number !== undefined;
