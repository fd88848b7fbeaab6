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
 * Takes in the uploads of a body, described by its `attachments` (by the n of `files[n]`); a file
 * that nobody described is attached all the same.
 */
export async function receiveFiles(
  core: Core,
  given: unknown,
  files: readonly UploadedFile[],
): Promise<Attachment[]> {
  const notes = notesIn(given) ?? [];
  return Promise.all(
    files.map((file) =>
      storeFile(
        core,
        file,
        notes.find((note) => String(note.id) === String(file.index)),
      ),
    ),
  );
}

/** In an edit the list names those that stay, by their id; without a list everything stays. */
export function keptAttachments(given: unknown, existing: readonly Attachment[]): Attachment[] {
  const notes = notesIn(given);
  if (!notes) return [...existing];
  return existing.flatMap((attachment) => {
    const note = notes.find((candidate) => String(candidate.id) === attachment.id);
    if (!note) return [];
    return [{ ...attachment, description: text(note.description) ?? attachment.description }];
  });
}

function notesIn(given: unknown): AttachmentNote[] | undefined {
  return Array.isArray(given) ? (given as AttachmentNote[]) : undefined;
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
