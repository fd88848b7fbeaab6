import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { findChromium } from "../../../playground/web/pictures/find-chromium.ts";

async function folder(): Promise<string> {
  const made = await mkdtemp(path.join(tmpdir(), "flipbook-chromium-"));
  onTestFinished(() => rm(made, { recursive: true, force: true }));
  return made;
}

test("where there is no Chromium, a sentence says what to do", async () => {
  await expect(findChromium({ PATH: await folder() }, [])).rejects.toThrow(
    "Pictures are drawn by Chromium, and there is none on this machine. Install Chromium or Chrome, or name one in the variable CHROMIUM.",
  );
});

test("a Chromium on the path is found, a file of that name that is no program is not", async () => {
  const [first, second] = [await folder(), await folder()];
  await writeFile(path.join(first, "chromium"), "", { mode: 0o600 });
  await writeFile(path.join(second, "google-chrome"), "", { mode: 0o700 });
  const found = await findChromium({ PATH: [first, second].join(path.delimiter) }, []);
  expect(found).toBe(path.join(second, "google-chrome"));
});

test("the one that was named is taken", async () => {
  expect(await findChromium({ CHROMIUM: "/opt/other", PATH: await folder() }, [])).toBe(
    "/opt/other",
  );
});
