import type { Element } from "./parse.ts";

const TAGS = new Set(
  (
    "a article blockquote button circle code div em footer form h2 h3 header hr i img input label li " +
    "ol p path pre rect s small span strong svg textarea time u ul video"
  ).split(" "),
);

const ADDRESSES = new Set(["href", "src", "poster"]);
const SAFE_ADDRESS =
  /^(?:https?:\/\/|discord:|#message-|data:(?:image|video)\/[\w.+-]+;base64,|blob:)/i;
const SAFE_STYLE = /^--(?:hue: \d+|(?:role|accent): #[\da-f]{6}|ratio: [\d.e+-]+ \/ [\d.e+-]+)$/;

/** What in an element could do anything but be looked at; nothing is as it should be. */
export function harmIn({ tag, attributes }: Element): string[] {
  const found = TAGS.has(tag) ? [] : [`<${tag}>`];
  for (const [name, value] of Object.entries(attributes)) {
    const isBad =
      !/^[a-z-]+$|^viewBox$/.test(name) ||
      name.startsWith("on") ||
      name === "srcdoc" ||
      name === "action" ||
      name === "formaction" ||
      (name === "style" && !SAFE_STYLE.test(value)) ||
      (ADDRESSES.has(name) && !SAFE_ADDRESS.test(value));
    if (isBad) found.push(`${name}="${value}"`);
  }
  return found;
}
