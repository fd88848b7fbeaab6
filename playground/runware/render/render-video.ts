import { spawn } from "node:child_process";
import { rename, rm } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import type { Plan } from "./plan.ts";

const CHILD = fileURLToPath(new URL("child.ts", import.meta.url));
const ROOT = fileURLToPath(new URL("../../../", import.meta.url));

/**
 * Draws the video of a plan in a process of its own.
 *
 * @throws {Error} with the last words of that process when it fails or is aborted.
 */
export async function renderVideo(plan: Plan, path: string, signal: AbortSignal): Promise<void> {
  const partial = `${path}.${process.pid}.part`;
  try {
    await runChild({ plan, outPath: partial }, signal);
    // Only whole files ever bear the final name: another run may be looking for it.
    await rename(partial, path);
  } catch (cause) {
    await rm(partial, { force: true });
    throw new Error("the video could not be rendered", { cause });
  }
}

function runChild(order: { plan: Plan; outPath: string }, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    // The folder decides where `tsx` is looked for.
    const child = spawn(process.execPath, ["--import", "tsx", CHILD], {
      cwd: ROOT,
      signal,
      stdio: ["pipe", "ignore", "pipe"],
    });
    let complaint = "";
    let failure: Error | undefined;
    child.stderr.on("data", (chunk: Buffer) => (complaint = (complaint + chunk).slice(-2000)));
    child.once("error", (error) => (failure = error));
    // Not before it is gone: an aborted child is still tidying up.
    child.once("close", (code) => {
      if (failure) reject(failure);
      else if (code === 0) resolve();
      else reject(new Error(`it ended with ${code}: ${complaint.trim()}`));
    });
    // A child that dies early breaks the pipe; its end says why.
    child.stdin.on("error", () => undefined);
    child.stdin.end(JSON.stringify(order));
  });
}
