import { execFile } from "node:child_process";
import { promisify } from "node:util";

const execFileAsync = promisify(execFile);

/** What re-encoding needs; a distribution's slimmed-down build may lack some of them. */
const NEEDED_ENCODERS = ["libx264", "aac", "libvpx", "libopus"] as const;

/** There is no ffmpeg that can do the work, neither on the PATH nor in the package. */
export class MissingFfmpegError extends Error {
  override readonly name = "MissingFfmpegError";
}

/**
 * The command of a usable ffmpeg: the one on the PATH, else the one that came with the packages.
 * @throws {MissingFfmpegError} with what was tried and why it would not do
 */
export async function findFfmpeg(): Promise<string> {
  const reasons: Error[] = [];
  for (const locate of [fromPath, fromPackage]) {
    try {
      const command = await locate();
      await requireEncoders(command);
      return command;
    } catch (error) {
      reasons.push(error instanceof Error ? error : new Error(String(error)));
    }
  }
  throw new MissingFfmpegError(
    `no usable ffmpeg: on the PATH: ${reasons[0]?.message}; in @ffmpeg-installer/ffmpeg: ${reasons[1]?.message}`,
    { cause: new AggregateError(reasons) },
  );
}

const fromPath = async (): Promise<string> => "ffmpeg";

async function fromPackage(): Promise<string> {
  // Imported late: on a platform it has no build for, the package throws while it loads.
  const { default: installer } = await import("@ffmpeg-installer/ffmpeg");
  return installer.path;
}

async function requireEncoders(command: string): Promise<void> {
  const { stdout } = await execFileAsync(command, ["-hide_banner", "-encoders"], {
    timeout: 15_000,
    maxBuffer: 1024 * 1024,
  });
  const missing = NEEDED_ENCODERS.filter((name) => !new RegExp(` ${name} `).test(stdout));
  if (missing.length > 0) throw new Error(`it cannot write ${missing.join(", ")}`);
}
