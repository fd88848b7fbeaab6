import { fileTypeFromBuffer } from "file-type";
import { imageDimensionsFromData } from "image-dimensions";
import { ALL_FORMATS, BufferSource, Input } from "mediabunny";

export interface MediaFacts {
  readonly contentType: string;
  readonly width: number | null;
  readonly height: number | null;
}

/** What Discord finds out about an upload: its type, and for pictures and videos their size. */
export async function mediaFacts(bytes: Uint8Array, declaredType: string): Promise<MediaFacts> {
  const found = await fileTypeFromBuffer(bytes);
  const contentType = found?.mime ?? (declaredType || "application/octet-stream");
  if (contentType.startsWith("image/")) {
    const size = imageDimensionsFromData(bytes);
    return { contentType, width: size?.width ?? null, height: size?.height ?? null };
  }
  if (contentType.startsWith("video/")) return { contentType, ...(await videoSize(bytes)) };
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
