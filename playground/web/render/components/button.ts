import { ButtonStyle } from "discord-api-types/v10";
import type { Component } from "../../../discord/component-tree.ts";
import { linkAddress } from "../address.ts";
import { attributes, markup, type Html } from "../html.ts";
import { openOutside } from "../icons.ts";
import { partialEmoji } from "../markdown/emoji.ts";

const LOOKS: Readonly<Record<number, string>> = {
  [ButtonStyle.Primary]: "primary",
  [ButtonStyle.Secondary]: "secondary",
  [ButtonStyle.Success]: "success",
  [ButtonStyle.Danger]: "danger",
  [ButtonStyle.Link]: "secondary",
  [ButtonStyle.Premium]: "primary",
};

const LINK: number = ButtonStyle.Link;

export function button(component: Component): Html {
  const { style = ButtonStyle.Secondary, custom_id: customId, disabled } = component;
  const words = faceOf(component);
  const look = `button ${LOOKS[style] ?? "secondary"}`;
  if (style !== LINK) {
    const named = { type: "button", class: look, disabled, "data-custom-id": customId };
    return markup`<button${attributes(named)}>${words}</button>`;
  }
  const href = linkAddress(component.url);
  const face = markup`${words}${openOutside}`;
  if (disabled || href === undefined) {
    return markup`<a class="${look}" role="link" aria-disabled="true">${face}</a>`;
  }
  return markup`<a class="${look}" href="${href}" target="_blank" rel="noopener noreferrer nofollow">
    ${face}</a>`;
}

function faceOf({ emoji, label, sku_id: product }: Component): Html {
  const sign = partialEmoji(emoji);
  const text = label ?? (product ? "Subscribe" : undefined);
  if (text) return markup`${sign}<span class="label">${text}</span>`;
  // A sign alone has to be called something.
  return sign
    ? markup`<span class="label">${sign}</span>`
    : markup`<span class="label">Button</span>`;
}
