import type { APIAttachment } from "discord-api-types/v10";
import type { MediaReference } from "../../../discord/component-tree.ts";

/** What of an attachment the renderer reads. */
export type ShownAttachment = Pick<APIAttachment, "id" | "filename" | "url"> &
  Partial<Pick<APIAttachment, "size" | "width" | "height" | "content_type" | "description">> & {
    flags?: number;
  };

/** A picture, a video or another file, wherever in the message it is named. */
export interface MediaFile {
  url: string;
  name: string;
  kind: "picture" | "video" | "other";
  width: number | undefined;
  height: number | undefined;
}

/** @param attachments of the message: a reference may know only the name of one */
export function mediaFile(
  reference: MediaReference,
  attachments: readonly ShownAttachment[],
): MediaFile {
  const attachment = attachments.find((one) => isOf(reference, one));
  const url = reference.url || (attachment?.url ?? "");
  const name = attachment?.filename ?? nameIn(url);
  return {
    url: url.startsWith("attachment:") ? (attachment?.url ?? "") : url,
    name,
    kind: kindOf(name, reference.content_type ?? attachment?.content_type),
    width: pixels(reference.width ?? attachment?.width),
    height: pixels(reference.height ?? attachment?.height),
  };
}

/** It goes into a style: nothing but a number may. */
const pixels = (given: unknown): number | undefined =>
  typeof given === "number" && given > 0 && Number.isFinite(given) ? given : undefined;

function isOf(reference: MediaReference, attachment: ShownAttachment): boolean {
  if (reference.attachment_id !== undefined) return reference.attachment_id === attachment.id;
  return reference.url === `attachment://${attachment.filename}`;
}

function kindOf(name: string, type: string | null | undefined): MediaFile["kind"] {
  if (type?.startsWith("video/") || /\.(mp4|webm|mov)$/i.test(name)) return "video";
  if (type?.startsWith("image/") || /\.(png|jpe?g|webp|gif|avif)$/i.test(name)) return "picture";
  return "other";
}

function nameIn(url: string): string {
  const path = url.replace(/[?#].*$/, "").replace(/\/$/, "");
  return path.slice(path.lastIndexOf("/") + 1) || "file";
}

/** `3.4 MB`, in thousands, as Discord counts. */
export function fileSize(bytes: number): string {
  const units = ["bytes", "KB", "MB", "GB"];
  let size = bytes;
  let unit = 0;
  for (; size >= 1000 && unit < units.length - 1; unit += 1) size /= 1000;
  return `${unit === 0 ? size : size.toFixed(2)} ${units[unit]}`;
}
