import { access, constants } from "node:fs/promises";
import { delimiter, join } from "node:path";
import { PictureError } from "./picture-error.ts";

const NAMES = ["chromium", "chromium-browser", "google-chrome-stable", "google-chrome", "chrome"];

const ELSEWHERE = [
  "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
  "/Applications/Chromium.app/Contents/MacOS/Chromium",
];

/**
 * The system's own Chromium or Chrome; the variable `CHROMIUM` names another one.
 *
 * @throws {PictureError} where there is none
 */
export async function findChromium(
  env: NodeJS.ProcessEnv = process.env,
  elsewhere: readonly string[] = ELSEWHERE,
): Promise<string> {
  const named = env["CHROMIUM"];
  if (named) return named;
  const folders = (env["PATH"] ?? "").split(delimiter).filter((folder) => folder !== "");
  const candidates = folders.flatMap((folder) => NAMES.map((name) => join(folder, name)));
  for (const path of [...candidates, ...elsewhere]) {
    if (await isProgram(path)) return path;
  }
  throw new PictureError(
    "Pictures are drawn by Chromium, and there is none on this machine. Install Chromium or Chrome, or name one in the variable CHROMIUM.",
  );
}

const isProgram = (path: string): Promise<boolean> =>
  access(path, constants.X_OK).then(
    () => true,
    // Not there, or not to be run: either way the next one is tried.
    () => false,
  );
