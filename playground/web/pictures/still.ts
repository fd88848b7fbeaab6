import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { runFfmpeg } from "../../runware/render/ffmpeg.ts";

const FETCH_TIMEOUT_MS = 30_000;

/**
 * A picture out of a video, as an address that fetches nothing.
 *
 * @param secondsBeforeEnd where in the video it is taken
 */
export async function still(url: string, secondsBeforeEnd: number): Promise<string> {
  const response = await fetch(url, { signal: AbortSignal.timeout(FETCH_TIMEOUT_MS) });
  if (!response.ok) throw new Error(`the video's address answered ${response.status}`);
  const folder = await mkdtemp(join(tmpdir(), "flipbook-still-"));
  try {
    const video = join(folder, "video");
    await writeFile(video, new Uint8Array(await response.arrayBuffer()));
    const from = ["-sseof", String(-secondsBeforeEnd), "-i", video];
    const to = ["-frames:v", "1", "-c:v", "png", "-f", "image2pipe", "-"];
    const picture = await runFfmpeg([...from, ...to]);
    return `data:image/png;base64,${picture.toString("base64")}`;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
