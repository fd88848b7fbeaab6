import { execFile } from "node:child_process";
import path from "node:path";
import { promisify } from "node:util";
import type { LocalDiscord } from "../../playground/discord/server.ts";

const run = promisify(execFile);

/**
 * What somebody with a shell would do: fetch the file, then post it. The same local Discord takes it
 * in, checks it, and tells the channel.
 */
export async function carryByCurl(
  { apiUrl, token }: LocalDiscord,
  { url, channelId, folder }: { url: string; channelId: string; folder: string },
): Promise<void> {
  const file = path.join(folder, "carried.mp4");
  await run("curl", ["-sSf", "-o", file, url]);
  await run("curl", [
    "-sSf",
    "-o",
    path.join(folder, "answer.json"),
    "-H",
    `authorization: Bot ${token}`,
    "-F",
    'payload_json={"content":"Here is your video."};type=application/json',
    "-F",
    `files[0]=@${file};type=video/mp4`,
    `${apiUrl}/v10/channels/${channelId}/messages`,
  ]);
}
