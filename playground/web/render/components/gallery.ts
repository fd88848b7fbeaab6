import type { GalleryItem } from "../../../discord/component-tree.ts";
import { within, type Scope } from "../context.ts";
import { markup, type Html } from "../html.ts";
import { boxSpoiler } from "../markdown/spoiler.ts";
import { media } from "./media.ts";
import { mediaFile, type ShownAttachment } from "./media-file.ts";

/** One to ten pictures and videos; how they are laid out follows from their number. */
export function gallery(
  items: readonly GalleryItem[],
  attachments: readonly ShownAttachment[],
  scope: Scope,
): Html {
  const cells = items.map((item, index) => {
    const place = within(scope, index);
    const shown = media(mediaFile(item.media, attachments), item.description, place);
    return markup`<div class="cell">${item.spoiler ? boxSpoiler(shown, place) : shown}</div>`;
  });
  return markup`<div class="gallery of-${items.length}">${cells}</div>`;
}
