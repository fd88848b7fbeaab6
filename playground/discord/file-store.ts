import type { Attachment } from "./model.ts";

/** The bytes behind the CDN's addresses, by path. */
export interface FileStore {
  put(path: string, file: Attachment): void;
  /** For files nobody owns, such as those of command options: the oldest make room. */
  putBriefly(path: string, file: Attachment): void;
  get(path: string): Attachment | undefined;
  remove(path: string): void;
}

// Frames are up to 20 MB each and taken at once; a member never needs more than a few.
const BRIEF_FILES_KEPT = 64;

export function createFileStore(): FileStore {
  const files = new Map<string, Attachment>();
  const brief: string[] = [];
  return {
    put: (path, file) => void files.set(path, file),
    putBriefly(path, file) {
      files.set(path, file);
      brief.push(path);
      if (brief.length > BRIEF_FILES_KEPT) files.delete(brief.shift() ?? "");
    },
    get: (path) => files.get(path),
    remove: (path) => void files.delete(path),
  };
}
