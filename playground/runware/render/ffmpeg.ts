import { spawn } from "node:child_process";
import { access, constants } from "node:fs/promises";
import { createRequire } from "node:module";
import { delimiter, join } from "node:path";

let found: Promise<string> | undefined;

/** Path of the ffmpeg on the PATH, else of the one that came with the packages. */
export function ffmpegPath(): Promise<string> {
  found ??= find();
  return found;
}

async function find(): Promise<string> {
  const name = process.platform === "win32" ? "ffmpeg.exe" : "ffmpeg";
  for (const folder of (process.env["PATH"] ?? "").split(delimiter)) {
    const path = join(folder, name);
    const usable = await access(path, constants.X_OK).then(
      () => true,
      () => false,
    );
    if (folder !== "" && usable) return path;
  }
  const { path } = createRequire(import.meta.url)("@ffmpeg-installer/ffmpeg") as { path: string };
  return path;
}

/**
 * Runs ffmpeg to its end and gives what it wrote to its standard output.
 *
 * @throws {Error} with ffmpeg's own last words when it fails or is aborted.
 */
export async function runFfmpeg(args: string[], signal?: AbortSignal): Promise<Buffer> {
  const path = await ffmpegPath();
  return new Promise((resolve, reject) => {
    const child = spawn(path, ["-hide_banner", "-nostdin", "-v", "error", ...args], {
      stdio: ["ignore", "pipe", "pipe"],
      ...(signal ? { signal } : {}),
    });
    const output: Buffer[] = [];
    let complaint = "";
    let failure: Error | undefined;
    child.stdout.on("data", (chunk: Buffer) => output.push(chunk));
    child.stderr.on("data", (chunk: Buffer) => (complaint = (complaint + chunk).slice(-2000)));
    child.once("error", (cause) => (failure = new Error("ffmpeg could not run", { cause })));
    // Not before it is gone: an aborted ffmpeg may still be writing.
    child.once("close", (code) => {
      if (failure) reject(failure);
      else if (code === 0) resolve(Buffer.concat(output));
      else reject(new Error(`ffmpeg ended with ${code}: ${complaint.trim()}`));
    });
  });
}
