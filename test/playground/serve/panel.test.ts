import { randomUUID } from "node:crypto";
import { fileURLToPath } from "node:url";
import { type Browser, chromium, type Locator, type Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { openPlayground, type Playground } from "../../../playground/serve/open-playground.ts";
import { findChromium } from "../../../playground/web/pictures/find-chromium.ts";
import { PATIENCE } from "./support/patience.ts";

const executablePath = await findChromium().catch(() => undefined);
const SKIPPED =
  executablePath === undefined ? ": SKIPPED, there is no Chromium on this machine" : "";

describe.skipIf(executablePath === undefined)(
  `the panel in a browser${SKIPPED}`,
  { timeout: 90_000 },
  () => {
    let playground: Playground;
    let browser: Browser;
    let page: Page;
    let panel: Locator;

    // The requests are the test's own, so no bot is needed.
    beforeAll(async () => {
      const root = fileURLToPath(new URL("../../..", import.meta.url));
      playground = await openPlayground({ root, port: 0, render: "tiny", startsBot: false });
      browser = await chromium.launch({ executablePath: executablePath ?? "" });
      page = await browser.newPage({ viewport: { width: 1600, height: 900 } });
      page.setDefaultTimeout(PATIENCE.timeout);
      await page.goto(playground.address);
      panel = page.locator(".panel");
      await panel.getByText("Nothing yet.").waitFor();
    }, 90_000);

    afterAll(async () => {
      await browser.close();
      await playground.close();
    }, 90_000);

    const askDiscord = (path: string): Promise<Response> =>
      fetch(`${playground.discord.apiUrl}/v10${path}`, {
        headers: { authorization: `Bot ${playground.discord.token}` },
      });

    test("what went over the wire is shown as text, whatever it says", async () => {
      const prompt = `<img src=x onerror="document.title='harmed'"> <b>bold</b>`;
      const task = {
        taskType: "videoInference",
        taskUUID: randomUUID(),
        model: "pixverse:1@7",
        positivePrompt: prompt,
        duration: 5,
        width: 640,
        height: 360,
        deliveryMethod: "async",
      };
      await fetch(playground.runware.apiUrl, {
        method: "POST",
        headers: { authorization: `Bearer ${playground.runware.apiKey}` },
        body: JSON.stringify([task]),
      });
      const line = panel.locator(".wire-line", { hasText: "videoInference" }).first();
      await line.locator("summary").first().click();
      await line.locator(".json-text", { hasText: "onerror" }).waitFor();
      expect(await panel.locator("img, b").count()).toBe(0);
      expect(await page.title()).not.toBe("harmed");
    });

    test("a filter shows one kind of lines alone", async () => {
      await askDiscord("/gateway/bot");
      const requests = panel.locator('.wire-line[data-kind="discord"]');
      await requests.first().waitFor();
      await panel.getByRole("button", { name: "Runware", exact: true }).click();
      await expect.poll(() => requests.first().isVisible(), PATIENCE).toBe(false);
      await panel.getByRole("button", { name: "All", exact: true }).click();
      await expect.poll(() => requests.first().isVisible(), PATIENCE).toBe(true);
    });

    test("the list holds its last four hundred lines", async () => {
      for (let count = 0; count < 420; count += 1) await (await askDiscord("/gateway/bot")).text();
      await askDiscord("/users/@me");
      await panel.locator(".wire-line", { hasText: "/users/@me" }).waitFor();
      expect(await panel.locator(".wire-line").count()).toBe(400);
      const newest = panel.locator(".wire-title").first();
      expect(await newest.textContent()).toBe("GET /users/@me");
    });

    test("faults are reached and switched by keyboard, and show what the server says", async () => {
      await panel.getByRole("tab", { name: "Wire" }).focus();
      await page.keyboard.press("ArrowRight");
      const slow = panel.getByRole("switch", { name: "Slow provider" });
      await slow.focus();
      await page.keyboard.press("Space");
      await expect.poll(() => slow.isChecked(), PATIENCE).toBe(true);

      const { origin } = new URL(playground.address);
      await fetch(`${origin}/api/faults`, {
        method: "POST",
        headers: { "content-type": "application/json", origin },
        body: JSON.stringify({ id: "runware-slow", on: false }),
      });
      await expect.poll(() => slow.isChecked(), PATIENCE).toBe(false);
    });
  },
);
