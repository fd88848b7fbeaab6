import { fileURLToPath } from "node:url";
import { type Browser, chromium, type Locator, type Page } from "playwright-core";
import { openPlayground, type Playground } from "../../../playground/serve/open-playground.ts";
import { findChromium } from "../../../playground/web/pictures/find-chromium.ts";

/** The system's Chromium; undefined where there is none, and the tests say that they were skipped. */
export const CHROMIUM: string | undefined = await findChromium().catch(() => undefined);

/** Two busy cores and a bot that starts: patience costs nothing where all is well. */
export const PATIENCE_MS = 60_000;

export interface Stage {
  playground: Playground;
  /** A page of its own, as somebody new sees it. */
  visit(options?: Visit): Promise<Page>;
  /** @throws {Error} where a page complained, or the bot sent what Discord would have refused */
  refuseFaults(): void;
  close(): Promise<void>;
}

interface Visit {
  width?: number;
  height?: number;
  colorScheme?: "dark" | "light";
  isTouch?: boolean;
}

export async function openStage(): Promise<Stage> {
  const root = fileURLToPath(new URL("../../../", import.meta.url));
  const faults: string[] = [];
  const playground = await openPlayground({ root, port: 0, renderMs: 200, render: "tiny" });
  let browser: Browser | undefined;
  try {
    browser = await chromium.launch({ executablePath: CHROMIUM ?? "", timeout: PATIENCE_MS });
  } catch (error) {
    await playground.close();
    throw error;
  }
  const opened = browser;

  return {
    playground,
    refuseFaults() {
      const { violations } = playground.discord.wire;
      const found = [...faults.splice(0), ...violations.map(({ message }) => message)];
      if (found.length > 0) throw new Error(found.join("\n"));
    },
    async visit({ width = 1280, height = 800, colorScheme = "dark", isTouch = false } = {}) {
      const page = await opened.newPage({
        viewport: { width, height },
        colorScheme,
        hasTouch: isTouch,
        reducedMotion: "reduce",
      });
      page.setDefaultTimeout(PATIENCE_MS);
      page.on("pageerror", (error) => faults.push(error.message));
      page.on("console", (message) => {
        if (!["error", "warning"].includes(message.type())) return;
        // What the local Discord's client refuses to send is told in the page.
        if (!message.text().includes("status of 422")) faults.push(message.text());
      });
      await page.goto(playground.address);
      await page.locator("#tail").waitFor();
      return page;
    },
    async close() {
      await opened.close();
      await playground.close();
    },
  };
}

/** Videos take a minute, of a clock that the test moves. */
export async function slowDown({ playground }: Stage, on: boolean): Promise<void> {
  const { status } = await fetch(`${playground.address}/api/faults`, {
    method: "POST",
    headers: { "content-type": "application/json", origin: playground.address },
    body: JSON.stringify({ id: "runware-slow", on }),
  });
  if (status !== 200) throw new Error(`the switch answered ${status}`);
}

export const aMinuteLater = ({ playground }: Stage): void =>
  playground.discord.clock.advance(60_000);

/** The newest message that says so. */
export const message = (page: Page, words: string | RegExp): Locator =>
  page.locator(".message", { hasText: words }).last();

export const button = (within: Locator, name: string | RegExp): Locator =>
  within.getByRole("button", { name });

/** Types a command as far as its options, once the bot has registered it. */
export async function command(page: Page, path: string): Promise<void> {
  await page.locator("#tail").focus();
  await page.keyboard.type(`/${path}`);
  await page
    .locator('.row-item[aria-selected="true"] .row-name', { hasText: `/${path}` })
    .waitFor();
  await page.keyboard.press("Enter");
  await page.locator(".command-name", { hasText: `/${path}` }).waitFor();
}

/** Makes a video and waits until it can be played. @returns its card */
export async function makeVideo(page: Page, prompt: string): Promise<Locator> {
  await command(page, "video");
  await page.keyboard.type(prompt);
  await page.keyboard.press("Enter");
  const card = message(page, prompt);
  await card.locator("video").waitFor();
  return card;
}

/** Looks at everything as somebody else. */
export async function become(page: Page, name: string): Promise<void> {
  await page.locator("[data-who]").click();
  await page.getByRole("menuitemradio", { name }).click();
  await page.locator(".who .who-name", { hasText: name }).waitFor();
}

export async function goTo(page: Page, channel: string): Promise<void> {
  await page.locator(".place", { hasText: channel }).click();
  await page.getByRole("heading", { level: 1, name: channel }).waitFor();
}

interface Marked {
  isTheSame?: boolean;
}

/** Marks the very element, so that one that was put in its place can be told from it. */
export const mark = (element: Locator): Promise<void> =>
  element.evaluate((found: Marked) => {
    found.isTheSame = true;
  });

export const isMarked = (element: Locator): Promise<boolean> =>
  element.evaluate((found: Marked) => found.isTheSame === true);

interface Playing {
  ended: boolean;
  paused: boolean;
  currentTime: number;
}

/** What a video's element knows of itself. */
export const stateOf = (video: Locator): Promise<Playing> =>
  video.evaluate(({ ended, paused, currentTime }: Playing) => ({ ended, paused, currentTime }));

/** Lets a video go round and round, slowly. */
export const loop = (video: Locator): Promise<void> =>
  video.evaluate((found: { loop: boolean }) => {
    found.loop = true;
  });

/** Drops a file as the system does, from outside the browser. */
export async function drop(onto: Locator, file: { name: string; bytes: Buffer }): Promise<void> {
  const carried = await onto.page().evaluateHandle(
    `(() => {
      const bytes = Uint8Array.from(atob("${file.bytes.toString("base64")}"), (sign) => sign.charCodeAt(0));
      const carried = new DataTransfer();
      carried.items.add(new File([bytes], ${JSON.stringify(file.name)}, { type: "image/png" }));
      return carried;
    })()`,
  );
  for (const type of ["dragenter", "dragover", "drop"]) {
    await onto.dispatchEvent(type, { dataTransfer: carried });
  }
  await carried.dispose();
}
