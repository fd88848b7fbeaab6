import { linkAddress } from "../address.ts";
import { markup, type Html } from "../html.ts";
import { document, download } from "../icons.ts";
import { fileSize, type MediaFile } from "./media-file.ts";

/** A file that is neither looked at nor played: its name, its size, a way to save it. */
export function fileBox(file: MediaFile, bytes: number | undefined): Html {
  const href = linkAddress(file.url);
  const name =
    href === undefined
      ? markup`<span class="file-name">${file.name}</span>`
      : markup`<a
          class="file-name"
          href="${href}"
          download="${file.name}"
          rel="noopener noreferrer nofollow">
          ${file.name}</a>`;
  const save =
    href !== undefined &&
    markup`<a
      class="file-save"
      href="${href}"
      download="${file.name}"
      rel="noopener noreferrer nofollow"
      aria-label="Download ${file.name}">
      ${download}</a>`;
  return markup`<div class="file">
    <span class="file-sign">${document}</span>
    <span class="file-words">
      ${name}${bytes !== undefined && markup`<span class="file-size">${fileSize(bytes)}</span>`}</span>
    ${save}
  </div>`;
}
