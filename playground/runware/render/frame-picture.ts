import { runFfmpeg } from "./ffmpeg.ts";
import { createPicture } from "./picture.ts";
import type { ColorMatrix, Picture } from "./picture.ts";

/** Decodes a frame image to the size of the video; what sticks out on two sides is cut off. */
export async function framePicture(
  path: string,
  size: { width: number; height: number },
  matrix: ColorMatrix,
): Promise<Picture> {
  const { width, height } = size;
  const fit = `scale=${width}:${height}:force_original_aspect_ratio=increase:flags=lanczos`;
  const filters = `format=rgb24,${fit}:out_color_matrix=${matrix}:out_range=tv,crop=${width}:${height}`;
  const output = ["-frames:v", "1", "-pix_fmt", "yuv420p", "-f", "rawvideo", "-"];
  const bytes = await runFfmpeg(["-i", path, "-vf", filters, ...output]);
  const picture = createPicture(width, height);
  if (bytes.length < picture.data.length) throw new Error("the frame image could not be decoded");
  picture.data.set(bytes.subarray(0, picture.data.length));
  return picture;
}
