import { UserError } from "../generation/errors.ts";
import { frameProblem, quoted } from "../generation/frame-rules.ts";
import type { Frame, FrameSource, ModelCard } from "../generation/request.ts";
import { readImageFacts } from "./image-facts.ts";

const TYPES = new Map<string | undefined, Frame["contentType"]>([
  ["PNG", "image/png"],
  ["JPEG", "image/jpeg"],
  ["WEBP", "image/webp"],
]);

export const frameSentences = {
  empty: (name: string) =>
    `${quoted(name)} is an empty file. A frame must be a PNG, JPEG or WEBP image.`,
  animated: (name: string) =>
    `${quoted(name)} is animated. A frame must be a still PNG, JPEG or WEBP image.`,
  damaged: (name: string) =>
    `${quoted(name)} is damaged or incomplete and cannot be opened. Save it again as a PNG, JPEG or WEBP image and attach that.`,
  gone: (name: string) =>
    `${quoted(name)} can no longer be fetched from Discord. Attach the image again.`,
  expired:
    "The image of a frame is no longer kept here. Start a new `/video` and attach the image again.",
};

/**
 * What the bytes of an image say of it as a frame; whether it also decodes is asked elsewhere.
 * Animated images are refused, not cut down to their first picture: which one the provider would
 * take is not documented, and the member may have meant another.
 * @throws {UserError} with the sentence for what is wrong
 */
export async function checkFrame(
  bytes: Uint8Array,
  source: Pick<FrameSource, "fileName">,
  limits: ModelCard["frame"],
): Promise<Omit<Frame, "hash">> {
  const { fileName } = source;
  if (bytes.length === 0) throw new UserError(frameSentences.empty(fileName));
  const { format, width, height, isAnimated } = await readImageFacts(bytes);
  const problem = frameProblem({ fileName, format, bytes: bytes.length, width, height }, limits);
  if (problem !== null) throw new UserError(problem);
  if (isAnimated) throw new UserError(frameSentences.animated(fileName));
  const contentType = TYPES.get(format);
  if (contentType === undefined || width === undefined || height === undefined) {
    throw new UserError(frameSentences.damaged(fileName));
  }
  return { contentType, bytes: bytes.length, width, height };
}
