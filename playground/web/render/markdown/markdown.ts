import { within, type Scope } from "../context.ts";
import { markup, type Html } from "../html.ts";
import { inline } from "./inline.ts";
import { list, LIST_LINE } from "./list.ts";

/** Opened anywhere in a line; what is inside is shown as it is. */
const FENCE = /(?<!\\)```(?:[\w+#.-]{1,20}\n)?\n?([^]+?)\n?```\n?/y;

/**
 * A text as a member reads it in Discord.
 *
 * @see https://support.discord.com/hc/en-us/articles/210298617-Markdown-Text-101
 */
export function markdown(source: string, scope: Scope): Html {
  return markup`<div class="markdown">
    ${blocks(source.replaceAll(/\r\n?/g, "\n"), scope, true)}
  </div>`;
}

/** @param quotes whether quotations count; inside of one they do not */
function blocks(source: string, scope: Scope, quotes: boolean): Html[] {
  const written: Html[] = [];
  let text = "";
  let textAt = 0;

  const endText = (): void => {
    // A line end before a block is the block's own; the browser drops the last one by itself.
    if (text !== "") written.push(markup`<p>${inline(text, within(scope, textAt))}</p>`);
    text = "";
  };
  const add = (block: Html): void => {
    endText();
    written.push(block);
  };

  for (let at = 0; at < source.length;) {
    if (text === "") textAt = at;
    const isLineStart = at === 0 || source[at - 1] === "\n" || text === "";
    const block = isLineStart ? blockAt(source, at, within(scope, at), quotes) : undefined;
    if (block !== undefined) {
      add(block.written);
      at += block.length;
      continue;
    }
    const fence = fenceAt(source, at);
    if (fence !== undefined) {
      add(fence.written);
      at += fence.length;
      continue;
    }
    // Up to the end of the line, or to where a fence may open.
    const rest = /[^]*?(?:\n|(?=```)|$)/y;
    rest.lastIndex = at;
    const found = rest.exec(source)?.[0] || source.slice(at, at + 3);
    text += found;
    at += found.length;
  }
  endText();
  return written;
}

interface Block {
  written: Html;
  length: number;
}

function fenceAt(source: string, at: number): Block | undefined {
  FENCE.lastIndex = at;
  const found = FENCE.exec(source);
  if (found === null) return undefined;
  const written = markup`<pre class="code-block"><code>${found[1]}</code></pre>`;
  return { written, length: found[0].length };
}

function blockAt(source: string, at: number, scope: Scope, quotes: boolean): Block | undefined {
  const rest = source.slice(at);
  const line = /^[^\n]*/.exec(rest)?.[0] ?? "";
  const oneLine = (written: Html): Block => ({ written, length: line.length + 1 });

  const heading = /^(#{1,3}) +(\S.*)$/.exec(line);
  if (heading)
    return oneLine(headingOf((heading[1] ?? "").length, inline(heading[2] ?? "", scope)));
  const small = /^-# +(\S.*)$/.exec(line);
  if (small) return oneLine(markup`<small>${inline(small[1] ?? "", scope)}</small>`);
  if (LIST_LINE.test(line)) {
    const lines = takeWhile(rest.split("\n"), (candidate) => LIST_LINE.test(candidate));
    return { written: list(lines, scope), length: lengthOf(lines) };
  }
  if (!quotes) return undefined;
  if (rest.startsWith(">>> ")) {
    const written = quotation(blocks(rest.slice(4), scope, false));
    return { written, length: rest.length };
  }
  const lines = takeWhile(rest.split("\n"), (candidate) => candidate.startsWith("> "));
  if (lines.length === 0) return undefined;
  const inner = lines.map((quoted) => quoted.slice(2)).join("\n");
  return { written: quotation(blocks(inner, scope, false)), length: lengthOf(lines) };
}

/** The levels below those of the page that the message stands on. */
function headingOf(level: number, content: Html): Html {
  return markup`<div class="h${level}" role="heading" aria-level="${level + 3}">${content}</div>`;
}

const quotation = (content: readonly Html[]): Html =>
  markup`<div class="quote">
    <div class="quote-bar"></div>
    <blockquote>${content}</blockquote>
  </div>`;

/** With the line end of each. */
const lengthOf = (lines: readonly string[]): number =>
  lines.reduce((sum, line) => sum + line.length + 1, 0);

function takeWhile<T>(items: readonly T[], holds: (item: T) => boolean): T[] {
  const end = items.findIndex((item) => !holds(item));
  return items.slice(0, end === -1 ? items.length : end);
}
