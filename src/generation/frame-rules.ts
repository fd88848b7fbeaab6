import type { ModelCard } from "./request.ts";

/** What is known of an image: first what Discord says of it, later what its bytes show. */
export interface ImageFacts {
  fileName: string;
  /** As people call it: PNG, JPEG, WEBP, GIF …; undefined where it is no image that we know. */
  format: string | undefined;
  bytes: number;
  width: number | undefined;
  height: number | undefined;
}

const FORMATS = ["PNG", "JPEG", "WEBP"];
const MEGABYTE = 1_000_000;

/** A file's name is the member's own text: short, and without anything that Discord would format. */
export function quoted(fileName: string): string {
  const plain = Array.from(fileName.replaceAll(/[^\p{L}\p{N} ._-]/gu, "").trim());
  const short = plain.length > 60 ? `${plain.slice(0, 57).join("")}…` : plain.join("");
  return `“${short || "image"}”`;
}

/** The sentence that says what is wrong with an image as a frame and what would pass; null if nothing is. */
export function frameProblem(image: ImageFacts, limits: ModelCard["frame"]): string | null {
  const name = quoted(image.fileName);
  if (image.format === undefined || !FORMATS.includes(image.format)) {
    const what = image.format === undefined ? "is not an image" : `is a ${image.format}`;
    return `${name} ${what}. A frame must be a PNG, JPEG or WEBP image.`;
  }
  if (image.bytes > limits.maxBytes) {
    // Rounded up: "20.0 MB, 20 MB at most" would read as a mistake of ours.
    const size = (Math.ceil((image.bytes / MEGABYTE) * 10) / 10).toFixed(1);
    return `${name} has ${size} MB. A frame may have ${Math.floor(limits.maxBytes / MEGABYTE)} MB at most.`;
  }
  if (image.width === undefined || image.height === undefined) return null;
  const shortest = Math.min(image.width, image.height);
  const longest = Math.max(image.width, image.height);
  if (shortest < limits.minSide || longest > limits.maxSide) {
    return (
      `${name} is ${image.width} × ${image.height} pixels. ` +
      `Each side of a frame must be between ${limits.minSide} and ${limits.maxSide} pixels.`
    );
  }
  return null;
}
