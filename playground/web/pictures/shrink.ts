import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { runFfmpeg } from "../../runware/render/ffmpeg.ts";
import { inTempFolder } from "./temp-folder.ts";

/** 256 colours of its own are enough for a picture of words and a still, at a third of the size. */
const FILTER =
  "split[a][b];[a]palettegen=max_colors=256:reserve_transparent=0[p];[b][p]paletteuse=dither=sierra2_4a";

export async function shrink(png: Buffer): Promise<Buffer> {
  return inTempFolder(async (folder) => {
    const path = join(folder, "picture.png");
    await writeFile(path, png);
    const to = ["-c:v", "png", "-compression_level", "9", "-f", "image2pipe", "-"];
    return runFfmpeg(["-i", path, "-vf", FILTER, ...to]);
  });
}
