import { randomUUID } from "node:crypto";
import type { LocalFile } from "../../discord/actor/option-files.ts";
import type { UploadReference } from "../../web/api.ts";
import { PageRefusal } from "../page-refusal.ts";

/** Files that were dropped on the page and are not sent yet. */
export interface Uploads {
  /** @returns its id */
  add(file: LocalFile): string;
  /** Puts the file in place of a reference to it, in lists too. @throws {PageRefusal} 410 */
  resolve(value: unknown): unknown;
}

// A form has a handful of files at most; who drops more has forgotten the first.
const KEPT = 16;

export function createUploads(): Uploads {
  const files = new Map<string, LocalFile>();
  return {
    add(file) {
      const id = randomUUID();
      files.set(id, file);
      const [oldest] = files.keys();
      if (files.size > KEPT && oldest !== undefined) files.delete(oldest);
      return id;
    },
    resolve(value) {
      if (Array.isArray(value)) return value.map((one) => this.resolve(one));
      if (!isReference(value)) return value;
      const file = files.get(value.upload);
      if (!file) throw new PageRefusal(410, "That file is no longer there. Drop it again.");
      return file;
    },
  };
}

const isReference = (value: unknown): value is UploadReference =>
  typeof value === "object" && value !== null && "upload" in value;
