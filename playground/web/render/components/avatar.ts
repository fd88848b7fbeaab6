import { mediaAddress } from "../address.ts";
import type { RenderContext } from "../context.ts";
import { markup, type Html } from "../html.ts";
import { cssColor } from "../markdown/mentions.ts";

/** Somebody's picture, or their initial on a colour of their own. Decoration: the name stands beside it. */
export function avatar(name: string, address?: string): Html {
  const src = mediaAddress(address);
  if (src !== undefined) return markup`<img class="avatar" src="${src}" alt="" />`;
  return markup`<span class="avatar drawn" style="--hue: ${hueOf(name)}" aria-hidden="true">
    ${initial(name)}</span>`;
}

/** What stands before a user, a role or a channel in a menu. */
export function candidateAvatar(id: string, type: string, { names }: RenderContext): Html {
  if (type === "user") return avatar(names.user(id)?.name ?? "?", names.user(id)?.avatar);
  if (type === "channel") return markup`<span class="sign" aria-hidden="true">#</span>`;
  const color = cssColor(names.role(id)?.color ?? 0x99_aa_b5);
  return markup`<span class="role-dot" style="--role: ${color}" aria-hidden="true"></span>`;
}

const segmenter = new Intl.Segmenter("en", { granularity: "grapheme" });

/** "Member One" and "Member Two" differ in their last word. */
function initial(name: string): string {
  const words = name.split(" ").filter((word) => word !== "");
  const letters = [words[0], words.length > 1 ? words.at(-1) : undefined].map((word = "") =>
    firstOf(word),
  );
  return letters.join("").toUpperCase();
}

const firstOf = (word: string): string => {
  for (const { segment } of segmenter.segment(word)) return segment;
  return "";
};

/** Names that differ in a letter are far apart on the circle. */
function hueOf(name: string): number {
  let sum = 0;
  for (const letter of name) sum = (sum * 31 + (letter.codePointAt(0) ?? 0)) % 360;
  return (sum * 47) % 360;
}
