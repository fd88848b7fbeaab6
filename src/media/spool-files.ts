import { rename, rm, stat } from "node:fs/promises";
import path from "node:path";
import { RetryableError, TerminalError } from "../generation/errors.ts";
import type { SpooledFile } from "../generation/ports/files.ts";
import { isMissing } from "./disk.ts";
import { probeVideo, type VideoFacts } from "./probe.ts";

export interface ProbedFile {
  file: SpooledFile;
  facts: VideoFacts;
}

/** Ids become names of folders and files, so nothing but an id may pass. */
export function generationFolder(dir: string, generationId: string): string {
  if (!/^\d{1,20}$/.test(generationId)) throw new Error("a generation's id is no snowflake");
  return path.join(dir, generationId);
}

/** @throws {TerminalError} the provider's own id is nothing that could be one */
export function videoName(videoUUID: string): string {
  if (!/^[A-Za-z0-9][A-Za-z0-9-]{0,63}$/.test(videoUUID)) {
    throw new TerminalError("provider", "a videoUUID is no UUID", { code: "videoUUID" });
  }
  return videoUUID;
}

/** A finished video on disk, or null; one that is no longer whole is removed. */
export async function findVideo(target: string): Promise<ProbedFile | null> {
  const bytes = await sizeOf(target);
  if (bytes === null) return null;
  const probe = await probeVideo(target);
  if (probe.verdict !== "video") {
    await rm(target, { force: true });
    return null;
  }
  const { facts } = probe;
  const { framesPerSecond: _, ...shown } = facts;
  return { file: { path: target, bytes, ...shown }, facts };
}

/**
 * Gives a downloaded file the name that says what it is.
 * @throws {TerminalError} it is no video
 * @throws {RetryableError} it is empty or cut; it was removed, to be fetched again
 */
export async function acceptVideo(downloaded: string, base: string): Promise<ProbedFile> {
  const probe = await probeVideo(downloaded);
  if (probe.verdict === "video") {
    const target = `${base}.${probe.facts.extension}`;
    await rename(downloaded, target);
    const accepted = await findVideo(target);
    if (accepted !== null) return accepted;
    throw new RetryableError("a spooled file vanished while it was looked at");
  }
  await rm(downloaded, { force: true });
  if (probe.verdict === "notVideo") {
    throw new TerminalError("provider", `a result is no video: ${probe.why}`, { code: "notVideo" });
  }
  throw new RetryableError(`a result is not whole: ${probe.why}`);
}

/** Bytes of a file, null where there is none. */
export async function sizeOf(file: string): Promise<number | null> {
  try {
    return (await stat(file)).size;
  } catch (error) {
    if (isMissing(error)) return null;
    throw error;
  }
}
