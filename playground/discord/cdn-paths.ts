import type { Core } from "./core.ts";
import type { Attachment } from "./model.ts";

/** Where the CDN keeps a file; files of command options live in a folder of their own. */
export function attachmentPath(
  channelId: string,
  attachment: Pick<Attachment, "id" | "filename">,
  ephemeral = false,
): string {
  const folder = ephemeral ? "ephemeral-attachments" : "attachments";
  return `/${folder}/${channelId}/${attachment.id}/${encodeURIComponent(attachment.filename)}`;
}

export function attachmentUrls(
  core: Core,
  channelId: string,
  attachment: Pick<Attachment, "id" | "filename">,
  ephemeral = false,
): { url: string; proxy_url: string } {
  const path = attachmentPath(channelId, attachment, ephemeral);
  const query = core.signer.sign(path);
  return {
    url: `${core.origin}${path}?${query}`,
    proxy_url: `${core.origin}/media${path}?${query}`,
  };
}
