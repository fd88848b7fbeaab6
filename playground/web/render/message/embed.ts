import type { APIEmbed, APIEmbedField } from "discord-api-types/v10";
import { linkAddress } from "../address.ts";
import { media } from "../components/media.ts";
import { mediaFile, type ShownAttachment } from "../components/media-file.ts";
import { within, type Scope } from "../context.ts";
import { attributes, markup, type Html } from "../html.ts";
import { inline } from "../markdown/inline.ts";
import { markdown } from "../markdown/markdown.ts";
import { cssColor } from "../markdown/mentions.ts";
import { postedText } from "../markdown/timestamp.ts";

/** An embed: a box with its colour on the left. */
export function embed(
  given: APIEmbed,
  attachments: readonly ShownAttachment[],
  scope: Scope,
): Html {
  const file = (part: string, found: { url?: string } | undefined): Html | false =>
    found?.url !== undefined &&
    markup`<div class="embed-${part}">
      ${media(mediaFile({ ...found, url: found.url }, attachments), "", within(scope, part))}
    </div>`;
  const { author, title, url, description, fields = [], color } = given;
  const style = color === undefined ? undefined : `--accent: ${cssColor(color)}`;
  return markup`<div${attributes({ class: "embed", style })}><div class="embed-words">${[
    author && markup`<div class="embed-author">${linked(author.name, author.url)}</div>`,
    title &&
      markup`<div class="embed-title">${linked(inline(title, within(scope, "title")), url)}</div>`,
    description && markdown(description, within(scope, "description")),
    fields.length > 0 &&
      markup`<div class="embed-fields">
        ${fields.map((one, index) => field(one, within(scope, index)))}
      </div>`,
  ]}</div>${file("thumbnail", given.thumbnail)}${file("image", given.video ?? given.image)}${footer(given, scope)}</div>`;
}

function field({ name, value, inline: isInline }: APIEmbedField, scope: Scope): Html {
  return markup`<div class="${isInline ? "embed-field beside" : "embed-field"}">
    <div class="embed-field-name">${inline(name, within(scope, "name"))}</div>
    ${markdown(value, within(scope, "value"))}
  </div>`;
}

function footer({ footer: words, timestamp }: APIEmbed, scope: Scope): Html | false {
  const parts = [words?.text, timestamp && postedText(Date.parse(timestamp), scope)].filter(
    (part) => part,
  );
  return parts.length > 0 && markup`<div class="embed-footer">${parts.join(" • ")}</div>`;
}

function linked(words: Html | string, url: string | undefined): Html {
  const href = linkAddress(url);
  if (href === undefined) return markup`${words}`;
  return markup`<a href="${href}" target="_blank" rel="noopener noreferrer nofollow">${words}</a>`;
}
