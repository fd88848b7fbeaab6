import type { MediaReference } from "../component-tree.ts";
import type { PrintContext } from "./options.ts";
import { wrap } from "./width.ts";

export interface PrintableAttachment {
  id: string;
  filename: string;
  size?: number;
  url?: string;
  width?: number | null;
  height?: number | null;
  description?: string | null;
  content_type?: string | null;
}

export interface PrintableMedia {
  reference: MediaReference;
  description?: string | null | undefined;
  spoiler?: boolean | undefined;
}

/** `▶ name.mp4 · 1280×720 · 3.4 MB — "alt text"` */
export function paintMedia(
  media: PrintableMedia,
  attachments: readonly PrintableAttachment[],
  width: number,
  context: PrintContext,
): string[] {
  const { reference } = media;
  const file = attachments.find((attachment) => isFileOf(reference, attachment));
  const name = file?.filename ?? nameIn(reference.url);
  const [w, h] = [reference.width ?? file?.width, reference.height ?? file?.height];
  const facts = [
    context.ink.bold(name),
    ...(w && h ? [`${w}×${h}`] : []),
    ...(file?.size === undefined ? [] : [fileSize(file.size)]),
    ...(media.spoiler ? ["spoiler"] : []),
  ].join(" · ");
  const alt = media.description ? ` — ${context.ink.italic(`"${media.description}"`)}` : "";
  const sign = signFor(name, reference.content_type ?? file?.content_type);
  return wrap(facts + alt, width - 2).map((line, index) => (index === 0 ? sign : "  ") + line);
}

export function paintAttachment(
  attachment: PrintableAttachment,
  width: number,
  context: PrintContext,
): string[] {
  const reference = { url: attachment.url ?? `attachment://${attachment.filename}` };
  const media = { reference, description: attachment.description };
  return paintMedia(media, [attachment], width, context);
}

/** `3.4 MB`, in thousands. */
export function fileSize(bytes: number): string {
  if (bytes < 1000) return `${bytes} B`;
  if (bytes < 1_000_000) return `${(bytes / 1000).toFixed(0)} kB`;
  return `${(bytes / 1_000_000).toFixed(1)} MB`;
}

function isFileOf(reference: MediaReference, attachment: PrintableAttachment): boolean {
  if (reference.attachment_id !== undefined) return reference.attachment_id === attachment.id;
  if (reference.url.startsWith("attachment://")) {
    return reference.url.slice("attachment://".length) === attachment.filename;
  }
  const withoutQuery = (url: string) => url.replace(/\?.*$/, "");
  return (
    attachment.url !== undefined && withoutQuery(attachment.url) === withoutQuery(reference.url)
  );
}

function nameIn(url: string): string {
  const path = url.replace(/[?#].*$/, "").replace(/\/$/, "");
  return path.slice(path.lastIndexOf("/") + 1) || url;
}

function signFor(name: string, contentType: string | null | undefined): string {
  if (contentType?.startsWith("video/") || /\.(mp4|webm|mov)$/i.test(name)) return "▶ ";
  if (contentType?.startsWith("image/") || /\.(png|jpe?g|webp|gif)$/i.test(name)) return "▣ ";
  return "▤ ";
}
