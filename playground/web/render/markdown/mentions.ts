import type { RenderContext } from "../context.ts";
import { attributes, markup, type Html } from "../html.ts";
import { emoji } from "./emoji.ts";

/** `@Member One`; Discord's own words where nobody knows the id. */
export function userMention(id: string, { names, viewerId }: RenderContext): Html {
  const classes = id === viewerId ? "mention self" : "mention";
  return markup`<span class="${classes}" data-user-id="${id}">
    @${names.user(id)?.name ?? "unknown-user"}</span>`;
}

export function roleMention(id: string, { names }: RenderContext): Html {
  const role = names.role(id);
  const style = role?.color ? `--role: ${cssColor(role.color)}` : undefined;
  return markup`<span${attributes({ class: "mention role", style, "data-role-id": id })}>@${role?.name ?? "unknown-role"}</span>`;
}

const CHANNEL_SIGNS: Readonly<Record<string, string>> = { voice: "🔊", thread: "🧵", forum: "💬" };

export function channelMention(id: string, { names }: RenderContext): Html {
  const channel = names.channel(id);
  const sign = CHANNEL_SIGNS[channel?.kind ?? ""] ?? "#";
  return markup`<span class="mention channel" role="link" tabindex="0" data-channel-id="${id}">
    ${sign}${sign === "#" ? "" : " "}${channel?.name ?? "unknown"}</span>`;
}

/** `</settings safety:1>`: pressed, Discord types the command for whoever reads it. */
export const commandMention = (path: string): Html =>
  markup`<span class="mention command" role="button" tabindex="0" data-command="${path}">/${path}</span>`;

/** An address of a message, which Discord shows as a mention; `data-` for a page to go there. */
export function placeMention(channelId: string, messageId: string, { names }: RenderContext): Html {
  const name = names.channel(channelId)?.name ?? "unknown";
  return markup`<a class="mention channel" href="#message-${messageId}" data-channel-id="${channelId}" data-message-id="${messageId}">
    #${name} › ${emoji("💬")}</a>`;
}

export const everyoneMention = (word: string): Html =>
  markup`<span class="mention self">${word}</span>`;

/** `0xRRGGBB` for a stylesheet; anything else is no colour. */
export const cssColor = (color: number): string =>
  `#${(Math.trunc(color) & 0xff_ff_ff).toString(16).padStart(6, "0")}`;
