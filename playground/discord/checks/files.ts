import type { MediaReference, Placed } from "../component-tree.ts";
import type { FieldPath, FormErrorTree } from "../form-errors.ts";
import { characters, type MessageBody, type MessageContext } from "./message-body.ts";
import { checkLength } from "./words.ts";

const MAX_FILES = 10;
const MAX_DESCRIPTION = 1024;
const SCHEME = "attachment://";

/** The name Discord stores a file under, and the only one `attachment://` finds. */
export function storedFilename(name: string): string {
  return name.replace(/\s+/g, "_").replace(/[^\w.-]/g, "") || "file";
}

/**
 * The `attachments` of a body against what was uploaded and what was there. An entry names a
 * `files[n]` by its n or, in an edit, an attachment that stays; a file without an entry is taken
 * all the same.
 */
export function checkFiles(body: MessageBody, context: MessageContext, found: FormErrorTree): void {
  const kept = context.existing?.attachments ?? [];
  const known = new Set([...context.uploadedFiles, ...kept].map((file) => String(file.id)));
  const entries = body.attachments ?? [];
  for (const [index, entry] of entries.entries()) {
    const path = ["attachments", index];
    if (!known.has(String(entry.id))) {
      const message = `No uploaded or existing attachment has the id ${entry.id}`;
      found.add([...path, "id"], "ATTACHMENT_NOT_FOUND", message);
    }
    const description = characters(entry.description ?? "");
    checkLength(description, 0, MAX_DESCRIPTION, [...path, "description"], found);
  }
  const total = new Set([
    ...context.uploadedFiles.map((file) => String(file.id)),
    ...(body.attachments ? entries : kept).map((entry) => String(entry.id)),
  ]).size;
  checkLength(total, 0, MAX_FILES, ["attachments"], found);
}

/** Alt texts, and that every `attachment://name` has a file behind it. */
export function checkMedia(
  all: readonly Placed[],
  body: MessageBody,
  context: MessageContext,
  found: FormErrorTree,
): void {
  const names = namesWithinReach(body, context);
  for (const { reference, description, path, descriptionPath } of all.flatMap(mediaOf)) {
    checkLength(characters(description ?? ""), 0, MAX_DESCRIPTION, descriptionPath, found);
    const { url } = reference;
    if (!url.startsWith(SCHEME) || names.has(url.slice(SCHEME.length))) continue;
    found.add(
      [...path, "url"],
      "UNFURLED_MEDIA_ITEM_REFERENCED_ATTACHMENT_NOT_FOUND",
      `The referenced attachment ${url} was not found`,
    );
  }
}

/** A kept attachment is found by name only if its entry repeats the name. */
function namesWithinReach(body: MessageBody, context: MessageContext): ReadonlySet<string> {
  const uploaded = context.uploadedFiles.map((file) => {
    const entry = body.attachments?.find(({ id }) => String(id) === String(file.id));
    return storedFilename(entry?.filename ?? file.filename);
  });
  const kept = (body.attachments ?? []).flatMap((entry) => {
    const file = context.existing?.attachments?.find(({ id }) => id === String(entry.id));
    return file && entry.filename === file.filename ? [file.filename] : [];
  });
  return new Set([...uploaded, ...kept]);
}

interface Media {
  reference: MediaReference;
  description: string | null | undefined;
  path: FieldPath;
  descriptionPath: FieldPath;
}

function mediaOf({ component, path }: Placed): Media[] {
  const place = (
    reference: MediaReference | undefined,
    description: string | null | undefined,
    at: FieldPath,
    field: "media" | "file",
  ): Media[] =>
    reference
      ? [{ reference, description, path: [...at, field], descriptionPath: [...at, "description"] }]
      : [];
  return [
    ...(component.items ?? []).flatMap((item, index) =>
      place(item.media, item.description, [...path, "items", index], "media"),
    ),
    ...place(component.media, component.description, path, "media"),
    ...place(component.file, component.description, path, "file"),
  ];
}
