import type { Generation } from "../../generation/generation.ts";
import { cut, styleName } from "./text.ts";

/** Discord's limit for the description of an attachment. */
const ALT_TEXT_LENGTH = 1024;

/** What a video shows, for people who cannot see it. */
export function altText({ request }: Generation, index: number, count: number): string {
  const which = count > 1 ? `Video ${index + 1} of ${count}` : "Video";
  const style = request.style === null ? "" : ` in ${styleName(request.style)} style`;
  const sound = request.audio ? "with sound" : "without sound";
  return cut(
    `${which}${style}, ${request.duration} seconds, ${sound}: ${request.prompt}`,
    ALT_TEXT_LENGTH,
  );
}

/** A name that says what the file is once it is saved; ASCII, since some clients rewrite the rest. */
export function fileName({ request }: Generation, index: number, extension: string): string {
  const words = request.prompt
    .normalize("NFKD")
    // Accents, apart from their letters now, and apostrophes would cut a word in two.
    .replaceAll(/[\p{M}'’]/gu, "")
    .toLowerCase()
    .match(/[a-z0-9]+/g)
    ?.slice(0, 6)
    .join("-")
    .slice(0, 60);
  return `${words ?? "flipbook"}-${index + 1}.${extension}`;
}
