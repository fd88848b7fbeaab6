import { fileTypeFromBuffer } from "file-type";
import { imageDimensionsFromData } from "image-dimensions";

export interface ImageBytes {
  /** As people call it, to stand behind "is a"; undefined where nobody knows what it is. */
  format: string | undefined;
  width: number | undefined;
  height: number | undefined;
  isAnimated: boolean;
}

const FRAME_FORMATS = new Map([
  ["image/png", "PNG"],
  ["image/apng", "PNG"],
  ["image/jpeg", "JPEG"],
  ["image/webp", "WEBP"],
]);

/** What an image is by its bytes; its name and what the sender said of it count for nothing. */
export async function readImageFacts(bytes: Uint8Array): Promise<ImageBytes> {
  const type = await fileTypeFromBuffer(bytes);
  const format = type && (FRAME_FORMATS.get(type.mime) ?? otherFormat(type));
  const size = imageDimensionsFromData(bytes);
  return {
    format,
    width: size?.width,
    height: size?.height,
    isAnimated: type?.mime === "image/apng" || (format === "WEBP" && isAnimatedWebp(bytes)),
  };
}

function otherFormat({ ext, mime }: { ext: string; mime: string }): string {
  if (mime === "image/gif") return "GIF";
  if (mime.startsWith("video/")) return "video";
  return `file of type ${ext.toUpperCase()}`;
}

/** The extended header ("VP8X" at byte 12) has a flag for animation in byte 20. */
function isAnimatedWebp(bytes: Uint8Array): boolean {
  const isExtended = new TextDecoder("latin1").decode(bytes.subarray(12, 16)) === "VP8X";
  return isExtended && ((bytes[20] ?? 0) & 0b10) !== 0;
}
