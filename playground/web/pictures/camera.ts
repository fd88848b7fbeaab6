import { type Browser, chromium } from "playwright-core";
import type { Html } from "../render/html.ts";
import { findChromium } from "./find-chromium.ts";
import { PictureError } from "./picture-error.ts";
import { pictureStyle } from "./style.ts";

export interface View {
  theme?: "dark" | "light";
  /** CSS pixels. */
  width?: number;
  /** Pixels of the file to one of CSS. */
  scale?: number;
}

export interface Camera {
  /** @returns a PNG of all there is to see */
  shoot(content: Html, view?: View): Promise<Buffer>;
  close(): Promise<void>;
}

/** With the scale below 1,110 pixels: sharp at half of that, which is what a page of text has room for. */
const WIDTH = 740;
const SCALE = 1.5;

/** @throws {PictureError} where there is no Chromium, or it does not start */
export async function openCamera(): Promise<Camera> {
  const executablePath = await findChromium();
  const style = await pictureStyle();
  const browser: Browser = await chromium.launch({ executablePath }).catch((cause: unknown) => {
    throw new PictureError(`${executablePath} did not start.`, { cause });
  });
  return {
    async shoot(content, { theme = "dark", width = WIDTH, scale = SCALE } = {}) {
      const page = await browser.newPage({
        viewport: { width, height: 600 },
        deviceScaleFactor: scale,
        javaScriptEnabled: true,
        offline: true,
      });
      try {
        await page.setContent(
          `<!doctype html><html lang="en" data-theme="${theme}"><meta charset="utf-8"><style>${style}</style><body class="discord">${String(content)}</body></html>`,
        );
        // Letters and stills are part of the sheet and the page, but are decoded in their own time.
        await page.evaluate(
          "Promise.all([document.fonts.ready, ...[...document.images].map((image) => image.decode())])",
        );
        return await page.locator(".picture").first().screenshot();
      } finally {
        await page.close();
      }
    },
    close: () => browser.close(),
  };
}
