import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import type { WireMessage } from "../../playground/discord/actor/wire-message.ts";
import { probe } from "../playground/runware/probe.ts";

export type Probed = Awaited<ReturnType<typeof probe>> & { bytes: number };

/** What ffprobe finds in the videos of a message, fetched from Discord's CDN as a member's client does. */
export async function postedVideos(message: WireMessage): Promise<Probed[]> {
  const folder = await mkdtemp(path.join(tmpdir(), "flipbook-posted-"));
  try {
    return await Promise.all(
      message.attachments.map(async ({ url, filename }, index) => {
        const response = await fetch(url);
        if (!response.ok) throw new Error(`${filename} answered ${response.status}`);
        const bytes = new Uint8Array(await response.arrayBuffer());
        const file = path.join(folder, `${index}-${filename}`);
        await writeFile(file, bytes);
        return { ...(await probe(file)), bytes: bytes.length };
      }),
    );
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
