import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { runFfmpeg } from "../../runware/render/ffmpeg.ts";
import { inTempFolder } from "./temp-folder.ts";

const FETCH_TIMEOUT_MS = 30_000;

/**
 * A picture out of a video, as an address that fetches nothing.
 *
 * @param secondsBeforeEnd where in the video it is taken
 */
export async function still(url: string, secondsBeforeEnd: number): Promise<string> {
  const response = await fetch(url, { signal: AbortSignal.timeout(FETCH_TIMEOUT_MS) });
  if (!response.ok) throw new Error(`the video's address answered ${response.status}`);
  const bytes = new Uint8Array(await response.arrayBuffer());
  return inTempFolder(async (folder) => {
    const video = join(folder, "video");
    await writeFile(video, bytes);
    const from = ["-sseof", String(-secondsBeforeEnd), "-i", video];
    const to = ["-frames:v", "1", "-c:v", "png", "-f", "image2pipe", "-"];
    const picture = await runFfmpeg([...from, ...to]);
    return `data:image/png;base64,${picture.toString("base64")}`;
  });
}
