import { randomUUID } from "node:crypto";
import { mkdir, readFile } from "node:fs/promises";
import path from "node:path";
import { TerminalError, UserError } from "../generation/errors.ts";
import { discard } from "./disk.ts";
import type { Download } from "./download.ts";

/** Far more than the longest list of words. */
export const TEXT_MAX_BYTES = 512 * 1024;

/** Small texts that members attach to a command. */
export interface TextFiles {
  /**
   * @throws {UserError} too large, gone, or no text in UTF-8
   * @throws {RetryableError} it could not be fetched this time
   */
  read(address: string): Promise<string>;
}

/** Through a file, as everything that is fetched: the checks of addresses and sizes are in one place. */
export function createTextFiles(download: Download, dir: string): TextFiles {
  return {
    async read(address) {
      const target = path.join(dir, `${randomUUID()}.txt`);
      await mkdir(dir, { recursive: true });
      try {
        await fetchText(download, address, target);
        return await readText(target);
      } finally {
        await discard(target);
      }
    },
  };
}

/** @throws {UserError} where the file's bytes are no text in UTF-8 */
export async function readText(file: string): Promise<string> {
  const bytes = await readFile(file);
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch (cause) {
    throw new UserError(
      "I cannot read that file: it is no plain text in UTF-8. Most editors can save it as such.",
      { cause },
    );
  }
}

/**
 * A text that the operator named in the environment.
 * @throws {Error} with a sentence for the operator: without it something would be let through
 */
export async function readOwnText(variable: string, file: string): Promise<string> {
  try {
    return await readText(file);
  } catch (cause) {
    throw new Error(`${variable}: ${file} cannot be read as a text in UTF-8`, { cause });
  }
}

async function fetchText(download: Download, address: string, target: string): Promise<void> {
  try {
    await download(address, target);
  } catch (error) {
    if (!(error instanceof TerminalError)) throw error;
    const sentence =
      error.code === "tooLarge"
        ? `That file is too large: ${TEXT_MAX_BYTES / 1024} KiB at most.`
        : "I could not get that file from Discord. Please attach it again.";
    throw new UserError(sentence, { cause: error });
  }
}
