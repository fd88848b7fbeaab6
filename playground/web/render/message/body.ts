import { MessageFlags } from "discord-api-types/v10";
import type { Component } from "../../../discord/component-tree.ts";
import { components } from "../components/component.ts";
import { fileBox } from "../components/file.ts";
import { gallery } from "../components/gallery.ts";
import { mediaFile, type ShownAttachment } from "../components/media-file.ts";
import { within, type Scope } from "../context.ts";
import { markup, type Html, type HtmlValue } from "../html.ts";
import { isJumbo } from "../markdown/emoji.ts";
import { markdown } from "../markdown/markdown.ts";
import { boxSpoiler } from "../markdown/spoiler.ts";
import { embed } from "./embed.ts";
import type { ShownMessage } from "./shown-message.ts";

/** An attachment that is a spoiler says so in its own flags. */
const SPOILER = 1 << 3;

/** What a message says, shows and offers, below its author's name. */
export function body(message: ShownMessage, scope: Scope): Html {
  const flags = message.flags ?? 0;
  const { attachments = [], content = "", embeds = [] } = message;
  const tree = (message.components ?? []) as readonly Component[];
  const place = within(scope, "components");
  if (flags & MessageFlags.IsComponentsV2) return markup`${components(tree, attachments, place)}`;
  if (flags & MessageFlags.Loading) return thinking(message, scope);
  return markup`${[
    content !== "" && words(content, message.edited_timestamp, within(scope, "content")),
    ...attached(attachments, within(scope, "attachments")),
    ...embeds.map((one, index) => embed(one, attachments, within(scope, `embed${index}`))),
    components(tree, attachments, place),
  ]}`;
}

function words(content: string, editedAt: string | null | undefined, scope: Scope): Html {
  const look = isJumbo(content) ? "words jumbo" : "words";
  return markup`<div class="${look}">
    ${markdown(content, scope)}${editedAt && markup`<span class="edited">(edited)</span>`}
  </div>`;
}

/** Pictures and videos together, other files below each other. */
function attached(attachments: readonly ShownAttachment[], scope: Scope): HtmlValue[] {
  const files = attachments.map((attachment) => ({
    attachment,
    file: mediaFile({ url: attachment.url, attachment_id: attachment.id }, attachments),
    spoiler: ((attachment.flags ?? 0) & SPOILER) !== 0,
  }));
  const seen = files.filter(({ file }) => file.kind !== "other");
  const items = seen.map(({ attachment, spoiler }) => ({
    media: { url: attachment.url, attachment_id: attachment.id },
    description: attachment.description ?? null,
    spoiler,
  }));
  const others = files.filter(({ file }) => file.kind === "other");
  return [
    items.length > 0 && gallery(items, attachments, scope),
    ...others.map(({ attachment, file, spoiler }) => {
      const box = fileBox(file, attachment.size);
      return spoiler ? boxSpoiler(box, within(scope, attachment.id)) : box;
    }),
  ];
}

function thinking({ author }: ShownMessage, { names }: Scope): Html {
  const name = names.user(author.id)?.name ?? author.global_name ?? author.username;
  return markup`<div class="thinking">
    <span class="dots" aria-hidden="true"><i></i><i></i><i></i></span>${name} is thinking…
  </div>`;
}
