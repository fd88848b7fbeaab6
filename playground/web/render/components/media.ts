import { mediaAddress } from "../address.ts";
import type { Scope } from "../context.ts";
import { attributes, markup, type Html } from "../html.ts";
import { play } from "../icons.ts";
import type { MediaFile } from "./media-file.ts";

/** A picture, or a video that waits for its play button. */
export function media(file: MediaFile, description: string | null | undefined, scope: Scope): Html {
  const src = mediaAddress(file.url);
  const shape = file.width && file.height ? `--ratio: ${file.width} / ${file.height}` : undefined;
  const alt = description ?? "";
  if (src === undefined)
    return markup`<div class="media broken" role="img" aria-label="${alt || file.name}"></div>`;
  if (file.kind !== "video") {
    return markup`<div${attributes({ class: "media", style: shape })}><img src="${src}" alt="${alt}" loading="lazy" /></div>`;
  }
  const still = mediaAddress(scope.stillOf?.(file.url));
  const named = {
    src,
    poster: still,
    // A still stands in for the first frame, so nothing has to be fetched before it plays.
    preload: still === undefined ? "metadata" : "none",
    playsinline: true,
    "aria-label": alt || file.name,
  };
  return markup`<div${attributes({ class: "media video", style: shape })}><video${attributes(named)}></video><button type="button" class="play" aria-label="Play ${alt || file.name}" data-play="${scope.key}">${play}</button></div>`;
}
