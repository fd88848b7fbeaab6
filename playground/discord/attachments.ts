import { storedFilename } from "./check-message.ts";
import type { Core } from "./core.ts";
import type { UploadedFile } from "./http/read-body.ts";
import { mediaFacts } from "./media-facts.ts";
import type { Attachment } from "./model.ts";

interface AttachmentNote {
  id?: unknown;
  filename?: unknown;
  description?: unknown;
  title?: unknown;
  is_spoiler?: unknown;
}

/**
 * The attachments a message has after a create or an edit. In an edit, a given list names those
 * that stay (by their id) and describes new ones (by the n of `files[n]`); a file nobody described
 * is attached all the same; without a list everything stays.
 */
export async function takeAttachments(
  core: Core,
  given: unknown,
  files: readonly UploadedFile[],
  existing: readonly Attachment[],
): Promise<Attachment[]> {
  const notes = Array.isArray(given) ? (given as AttachmentNote[]) : undefined;
  const kept: Attachment[] = notes
    ? existing.flatMap((attachment) => {
        const note = notes.find((candidate) => String(candidate.id) === attachment.id);
        if (!note) return [];
        return [{ ...attachment, description: text(note.description) ?? attachment.description }];
      })
    : [...existing];
  const added = await Promise.all(
    files.map((file) =>
      storeFile(
        core,
        file,
        notes?.find((note) => String(note.id) === String(file.index)),
      ),
    ),
  );
  return [...kept, ...added];
}

async function storeFile(
  core: Core,
  file: UploadedFile,
  note: AttachmentNote | undefined,
): Promise<Attachment> {
  const filename = storedFilename(text(note?.filename) ?? file.name);
  return {
    id: core.ids.next(),
    filename,
    bytes: file.bytes,
    description: text(note?.description),
    title: text(note?.title),
    spoiler: filename.startsWith("SPOILER_") || note?.is_spoiler === true,
    ...(await mediaFacts(file.bytes, filename, file.contentType)),
  };
}

function text(value: unknown): string | null {
  return typeof value === "string" && value !== "" ? value : null;
}
