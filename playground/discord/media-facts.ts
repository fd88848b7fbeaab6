import { fileTypeFromBuffer } from "file-type";
import { imageDimensionsFromData } from "image-dimensions";
import { ALL_FORMATS, BufferSource, Input } from "mediabunny";

export interface MediaFacts {
  readonly contentType: string;
  readonly width: number | null;
  readonly height: number | null;
}

const BY_EXTENSION: Readonly<Record<string, string>> = {
  png: "image/png",
  jpg: "image/jpeg",
  jpeg: "image/jpeg",
  webp: "image/webp",
  gif: "image/gif",
  bmp: "image/bmp",
  mp4: "video/mp4",
  webm: "video/webm",
  mov: "video/quicktime",
  txt: "text/plain; charset=utf-8",
  json: "application/json; charset=utf-8",
};

/**
 * What Discord says of an upload. The type comes from the name, as there: a renamed file keeps the
 * wrong one. Width and height come from the bytes.
 */
export async function mediaFacts(
  bytes: Uint8Array,
  filename: string,
  declaredType?: string,
): Promise<MediaFacts> {
  const extension = filename.split(".").at(-1)?.toLowerCase() ?? "";
  const contentType = BY_EXTENSION[extension] ?? (declaredType || "application/octet-stream");
  const really = (await fileTypeFromBuffer(bytes))?.mime ?? "";
  if (really.startsWith("image/")) {
    const size = imageDimensionsFromData(bytes);
    return { contentType, width: size?.width ?? null, height: size?.height ?? null };
  }
  if (really.startsWith("video/")) return { contentType, ...(await videoSize(bytes)) };
  return { contentType, width: null, height: null };
}

async function videoSize(bytes: Uint8Array): Promise<Pick<MediaFacts, "width" | "height">> {
  const input = new Input({ source: new BufferSource(bytes), formats: ALL_FORMATS });
  try {
    const track = await input.getPrimaryVideoTrack();
    return { width: track?.displayWidth ?? null, height: track?.displayHeight ?? null };
  } catch (error) {
    // A broken video is still a file: Discord keeps it and shows no size.
    if (error instanceof Error) return { width: null, height: null };
    throw error;
  } finally {
    input.dispose();
  }
}
