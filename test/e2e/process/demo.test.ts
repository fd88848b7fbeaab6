import { readdir, writeFile } from "node:fs/promises";
import path from "node:path";
import { expect, test, vi } from "vitest";
import { runDemo } from "../../../playground/demo/run-demo.ts";
import { probe } from "../../playground/runware/probe.ts";
import { ROOT, startNpm, temporaryFolder } from "./start-process.ts";

vi.setConfig({ testTimeout: 90_000 });

/** A screen that keeps what is written; `until` resolves once it holds a text. */
function createScreen() {
  let text = "";
  const waits: { for: string; resolve: () => void }[] = [];
  return {
    get text() {
      return text;
    },
    write(part: string): void {
      text += part;
      for (const wait of waits) if (text.includes(wait.for)) wait.resolve();
    },
    until: (part: string) => new Promise<void>((resolve) => waits.push({ for: part, resolve })),
  };
}

const demoFolders = async (temporary: string): Promise<string[]> =>
  (await readdir(temporary)).filter((name) => name.startsWith("flipbook-demo-"));

test(
  "npm run demo shows both examples from their first cards to playing, and saves two videos as asked for",
  { timeout: 150_000 },
  async () => {
    const [outDir, temporary] = await Promise.all([temporaryFolder(), temporaryFolder()]);
    const demo = startNpm(["run", "--silent", "demo", "--", outDir], { TMPDIR: temporary });
    const { code, output } = await demo.ended;
    expect(output).toContain("Member One used /video");
    expect(output).toMatch(/⏳ \*\*(Queued|Starting)\*\*/);
    expect(output).toContain("**Rendering** · ready about in");
    for (const name of ["neon-alley-dialogue.mp4", "temple-transformation.mp4"]) {
      expect(output).toContain(`${name}   1280×720 · 8.0 s · sound (aac)`);
      await expect(probe(path.join(outDir, name))).resolves.toMatchObject({
        width: 1280,
        height: 720,
        durationS: 8,
        videoCodec: "h264",
        audioCodec: "aac",
      });
    }
    expect(code).toBe(0);
    await expect(demoFolders(temporary)).resolves.toEqual([]);
  },
);

test("Ctrl-C ends the demo with its bot, its servers and its folder", async () => {
  const temporary = await temporaryFolder();
  const demo = startNpm(["run", "--silent", "demo"], { TMPDIR: temporary });
  await demo.waitFor("Member One used /video");
  process.kill(-demo.pid, "SIGINT");
  const { code, output } = await demo.ended;
  expect(output).toContain("The demo was stopped.");
  expect(code).toBe(130);
  await expect(demoFolders(temporary)).resolves.toEqual([]);
});

test("a demo that is told to stop leaves no process behind", async () => {
  const stop = new AbortController();
  const screen = createScreen();
  const drawn = screen.until("Member One used /video");
  const outDir = await temporaryFolder();
  const demo = runDemo({ root: ROOT, outDir, screen, signal: stop.signal });
  await Promise.race([drawn, demo]);
  stop.abort();
  await expect(demo).rejects.toThrow("The demo was stopped.");
  expect(process.getActiveResourcesInfo()).not.toContain("ProcessWrap");
});

test("a bot that ends by itself ends the demo with a sentence and the bot's last words", async () => {
  const root = await temporaryFolder();
  const scripts = { start: "echo the reason why; exit 3" };
  await writeFile(path.join(root, "package.json"), JSON.stringify({ scripts }));
  await writeFile(path.join(root, ".env.example"), "");
  const screen = createScreen();
  const { signal } = new AbortController();
  await expect(runDemo({ root, outDir: root, screen, signal })).rejects.toThrow(
    /^The bot ended by itself \(exit code 3\)\. Its last words:\nthe reason why/,
  );
});
