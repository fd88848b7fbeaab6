/**
 * What Discord's markdown makes of a text that is meant to be shown as it is: the text a person
 * reads, or an error where anything in it would have formatted, linked, mentioned or made a list.
 * Discord takes a backslash before any character that is no letter, digit or space.
 */
export function readLiterally(source: string): string {
  let read = "";
  let bare = "";
  for (let at = 0; at < source.length; at += 1) {
    const isEscape = source[at] === "\\" && /[^0-9A-Za-z\s]/u.test(source[at + 1] ?? "");
    if (isEscape) at += 1;
    const character = source[at] ?? "";
    read += character;
    // An escaped character means nothing any more; a letter stands in for it.
    bare += isEscape ? "x" : character;
  }
  const [found] = MEANINGFUL.exec(bare) ?? [];
  if (found !== undefined) throw new Error(`${JSON.stringify(found)} would not be shown literally`);
  return read;
}

const MEANINGFUL = new RegExp(
  [
    // Bold, italic, strike, code, spoiler; half of a pair may meet its other half anywhere.
    "[*_~`|]",
    // Mentions, times, custom emoji, commands, links in angle brackets.
    "<(?:[@#:/at]|id:|https?:)",
    "\\[[^\\]]*\\]\\(",
    "https?://",
    "@(?:everyone|here)",
    // Headings, small print, quotes, lists; also inside a quotation.
    "^[ \\t]*(?:#{1,3}[ \\t]|-#[ \\t]|>|[-+][ \\t]|\\d+\\.[ \\t])",
  ].join("|"),
  "mu",
);
