import { storedFilename } from "../check-message.ts";
import { attachmentPath } from "../cdn-paths.ts";
import type { Core } from "../core.ts";
import { mediaFacts } from "../media-facts.ts";
import type { Attachment, Channel, User } from "../model.ts";
import { presentAttachment } from "../present/present-message.ts";
import { dmUploadBytes } from "../upload-limits.ts";
import { ClientRefusal } from "./client-refusal.ts";

/** A file on a member's disk. */
export interface LocalFile {
  readonly name: string;
  readonly bytes: Uint8Array;
  readonly contentType?: string;
}

export type UploadedOption = Record<string, unknown> & { id: string };

export function isLocalFile(value: unknown): value is LocalFile {
  return typeof value === "object" && value !== null && "bytes" in value && "name" in value;
}

/**
 * Uploads what a member attached to a command or a modal.
 *
 * @throws ClientRefusal for a file over the member's limit
 */
export async function uploadOptionFile(
  core: Core,
  channel: Channel,
  user: User,
  file: LocalFile,
): Promise<UploadedOption> {
  const guild = channel.guildId ? core.world.guilds.get(channel.guildId) : undefined;
  const limit = Math.max(user.uploadLimitBytes, guild?.uploadLimitBytes ?? dmUploadBytes);
  if (file.bytes.length > limit) {
    throw new ClientRefusal(
      `${file.name}: Your files are too powerful. The limit is ${limit} bytes.`,
    );
  }
  const filename = storedFilename(file.name);
  const attachment: Attachment = {
    id: core.ids.next(),
    filename,
    bytes: file.bytes,
    description: null,
    title: null,
    spoiler: false,
    ...(await mediaFacts(file.bytes, filename, file.contentType)),
    ...(file.contentType ? { contentType: file.contentType } : {}),
  };
  const folder = core.world.bot.id;
  core.files.putBriefly(attachmentPath(folder, attachment, true), attachment);
  return { id: attachment.id, ...presentAttachment(core, folder, attachment, true) };
}
