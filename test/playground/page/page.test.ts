import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import {
  aMinuteLater,
  become,
  button,
  CHROMIUM,
  command,
  drop,
  goTo,
  isMarked,
  loop,
  makeVideo,
  mark,
  message,
  openStage,
  PATIENCE_MS,
  slowDown,
  type Stage,
  stateOf,
} from "./browser.ts";

const TIMEOUT = { timeout: 2 * PATIENCE_MS };
const PATIENTLY = { timeout: PATIENCE_MS, interval: 50 };

describe.skipIf(CHROMIUM === undefined)(
  "the page in Chromium: skipped where there is none",
  TIMEOUT,
  () => {
    let stage: Stage;

    beforeAll(async () => {
      stage = await openStage();
    }, PATIENCE_MS);
    afterAll(() => stage.close(), PATIENCE_MS);
    afterEach(() => stage.refuseFaults());

    test("a member types a command, sees the video being made and plays it to its end", async () => {
      const page = await stage.visit();
      await slowDown(stage, true);
      await command(page, "video");
      await page.keyboard.type("a paper boat on a puddle");
      await page.keyboard.press("Enter");
      const card = message(page, "a paper boat on a puddle");
      await card.getByText("Rendering").waitFor();
      await mark(card);
      await slowDown(stage, false);
      aMinuteLater(stage);
      const video = card.locator("video");
      await video.waitFor();
      expect(await isMarked(card)).toBe(true);

      await button(card, /^Play /).click();
      await expect.poll(async () => (await stateOf(video)).ended, PATIENTLY).toBe(true);
      await page.close();
    });

    test("a video goes on playing while its card is edited around it", async () => {
      const page = await stage.visit();
      const card = await makeVideo(page, "a kite over the sea");
      const video = card.locator("video");
      await loop(video);
      await button(card, /^Play /).click();
      await expect
        .poll(async () => (await stateOf(video)).currentTime, PATIENTLY)
        .toBeGreaterThan(0);
      await mark(video);
      await button(card, "0").click();
      await button(card, "1").waitFor();
      expect(await isMarked(video)).toBe(true);
      expect(await stateOf(video)).toMatchObject({ paused: false });
      await page.close();
    });

    test("a member cancels what is being made", async () => {
      const page = await stage.visit();
      await slowDown(stage, true);
      await command(page, "video");
      await page.keyboard.type("a snail race");
      await page.keyboard.press("Enter");
      const card = message(page, "a snail race");
      await button(card, "Cancel").click();
      await card.getByText("🛑").waitFor();
      await expect.poll(() => button(card, "Cancel").count(), PATIENTLY).toBe(0);
      await slowDown(stage, false);
      aMinuteLater(stage);
      await card.getByText("Cancelled").waitFor();
      await page.close();
    });

    test("a member pages through the gallery", async () => {
      const page = await stage.visit();
      for (let number = 1; number <= 5; number += 1) {
        await command(page, "video");
        await page.keyboard.type(`page ${number} of a sketchbook`);
        await page.keyboard.press("Enter");
        await message(page, `page ${number} of a sketchbook`).waitFor();
      }
      const drawn = page.locator(".message:not(.ephemeral)", {
        hasText: "of a sketchbook",
        has: page.locator("video"),
      });
      await expect.poll(() => drawn.count(), PATIENTLY).toBe(5);

      await command(page, "gallery");
      await page.keyboard.press("Enter");
      const gallery = page.locator(".message.ephemeral", { hasText: "Gallery" }).last();
      await gallery.getByText("page 5 of a sketchbook").waitFor();
      expect(await button(gallery, "Previous").isDisabled()).toBe(true);
      await button(gallery, "Next").click();
      await gallery.getByText("page 1 of a sketchbook").waitFor();
      await button(gallery, "Previous").click();
      await gallery.getByText("page 5 of a sketchbook").waitFor();
      // First the words come, then the videos, and both move what is below them.
      await expect.poll(() => gallery.locator("video").count(), PATIENTLY).toBe(4);
      const itself = page.locator(`#${await gallery.getAttribute("id")}`);
      await button(itself, "Dismiss message").click();
      await itself.waitFor({ state: "detached" });
      await page.close();
    });

    test("a form keeps the focus until it is sent, and a new card comes of it", async () => {
      const page = await stage.visit();
      const card = await makeVideo(page, "a clay fox");
      await button(card, "Remix").click();
      const form = page.getByRole("dialog", { name: "Remix this video" });
      const prompt = form.getByRole("textbox", { name: "Prompt" });
      expect(await prompt.inputValue()).toBe("a clay fox");
      const focused = page.locator("[data-modal] :focus");
      for (let presses = 0; presses < 12; presses += 1) {
        await page.keyboard.press("Tab");
        expect(await focused.count()).toBe(1);
      }
      await prompt.fill("a clay hare");
      await form.getByRole("combobox", { name: "Style" }).click();
      await form.getByRole("option", { name: "Comic" }).click();
      expect(await prompt.inputValue()).toBe("a clay hare");
      await button(form, "Submit").click();
      await form.waitFor({ state: "detached" });
      const remixed = message(page, "a clay hare");
      await remixed.locator("video").waitFor();
      expect(await remixed.textContent()).toMatch(/comic/i);
      await page.close();
    });

    test("a message has the commands of its menu, and the outsider none of that server", async () => {
      const page = await stage.visit();
      const card = await makeVideo(page, "a quiet harbour");
      await card.click({ button: "right", position: { x: 5, y: 5 } });
      await page.getByRole("menuitem", { name: "Report video" }).click();
      await page.getByRole("dialog").waitFor();
      await page.keyboard.press("Escape");
      await page.getByRole("dialog").waitFor({ state: "detached" });

      await become(page, "Outsider");
      await page.getByRole("heading", { level: 1, name: "clips" }).waitFor();
      expect(await page.locator(".server[title='Flipbook Playground']").count()).toBe(0);
      await page.close();
    });

    test("a picture is dropped as a frame, and another is chosen in the system's dialog", async () => {
      const page = await stage.visit();
      const canvas = await page.locator("#main").screenshot();
      await command(page, "video");
      await page.keyboard.type("the page begins to move");
      await drop(page.locator("#main"), { name: "first.png", bytes: canvas });
      await page.locator(".chip-file", { hasText: "first.png" }).waitFor();
      await page.keyboard.type("last");
      await page.keyboard.press("Enter");
      const choosing = page.waitForEvent("filechooser");
      await page.getByRole("button", { name: "last_frame", exact: true }).click();
      const chooser = await choosing;
      await chooser.setFiles({ name: "last.png", mimeType: "image/png", buffer: canvas });
      await page.locator(".chip-file", { hasText: "last.png" }).waitFor();
      expect(await page.locator(".chip-file").allTextContents()).toEqual(["first.png", "last.png"]);
      await page.keyboard.press("Enter");
      const card = message(page, "the page begins to move");
      await card.locator("video").waitFor();
      await page.close();
    });

    test("what is missing or refused is said where it is to be mended", async () => {
      const page = await stage.visit();
      await command(page, "video");
      await page.keyboard.press("Enter");
      await page.getByRole("alert").getByText("This option is required").waitFor();
      await page.keyboard.type("a fox");
      await page.keyboard.press("Tab");
      await page.keyboard.type("results");
      await page.keyboard.press("Enter");
      await page.keyboard.type("99");
      await page.keyboard.press("Enter");
      await page.getByRole("alert").getByText("not greater than").waitFor();
      expect(await page.locator("#option-prompt").inputValue()).toBe("a fox");
      await page.close();
    });

    test("without a mouse: a command, a button of its answer, another person, another channel", async () => {
      const page = await stage.visit();
      const { keyboard } = page;
      await page.locator("#tail:focus").waitFor();
      await keyboard.type("/vid");
      await page.getByRole("option", { name: "/video" }).first().waitFor();
      await keyboard.press("Enter");
      await keyboard.type("without a mouse");
      await keyboard.press("Tab");
      await keyboard.type("sty");
      await keyboard.press("Tab");
      await keyboard.press("ArrowDown");
      await keyboard.press("Enter");
      await keyboard.press("Escape");
      await keyboard.press("Enter");
      const card = message(page, "without a mouse");
      await card.locator("video").waitFor();

      const focused = page.locator(":focus");
      const back = async (name: RegExp): Promise<void> => {
        for (let presses = 0; presses < 300; presses += 1) {
          const words = `${await focused.getAttribute("aria-label")} ${await focused.textContent()}`;
          if (name.test(words)) return;
          await keyboard.press("Shift+Tab");
        }
        throw new Error(`Shift and Tab did not lead to ${name}`);
      };
      await back(/Details/);
      await keyboard.press("Enter");
      const details = page.locator(".message.ephemeral", { hasText: "Resolution" });
      await details.waitFor();
      await page.locator("#tail").focus();
      await back(/Dismiss message/);
      await keyboard.press("Enter");
      await details.waitFor({ state: "detached" });

      await page.locator("#tail").focus();
      await back(/Be somebody else/);
      await keyboard.press("Enter");
      await page.locator('[role="menuitemradio"]:focus').waitFor();
      await keyboard.press("ArrowDown");
      await keyboard.press("Enter");
      await page.locator(".who .who-name", { hasText: "Moderator" }).waitFor();
      await page.locator(".place", { hasText: "mod-log" }).waitFor();
      await back(/mod-log/);
      await keyboard.press("Enter");
      await page.getByRole("heading", { level: 1, name: "mod-log" }).waitFor();
      expect(await page.locator('.place[aria-current="page"]').textContent()).toBe("mod-log");
      await page.close();
    });

    test("on a phone servers and channels come from the side, and nothing is wider than the screen", async () => {
      const page = await stage.visit({
        width: 390,
        height: 844,
        colorScheme: "light",
        isTouch: true,
      });
      await page.getByRole("button", { name: /^Servers and channels/ }).tap();
      await page.locator(".place", { hasText: "showcase" }).tap();
      await page.getByRole("heading", { level: 1, name: "showcase" }).waitFor();
      await expect.poll(() => page.locator("#drawer").isVisible(), PATIENTLY).toBe(false);
      await command(page, "video");
      await page.keyboard.type(
        "a long prompt that has to find its way over several lines of a phone",
      );
      await page.keyboard.press("Enter");
      const card = message(page, "a long prompt");
      await card.locator("video").waitFor();
      for (const place of ["html", "#scroller", "#composer"]) {
        const { width, scrollWidth } = await page
          .locator(place)
          .evaluate((found: { clientWidth: number; scrollWidth: number }) => ({
            width: found.clientWidth,
            scrollWidth: found.scrollWidth,
          }));
        expect({ place, isWider: scrollWidth > width }).toEqual({ place, isWider: false });
      }
      expect(await page.locator("html").getAttribute("data-theme")).toBe("light");
      await page.close();
    });

    test("a moderator reviews what a member made, and approves it", async () => {
      const page = await stage.visit();
      await become(page, "Moderator");
      await command(page, "settings log");
      await page.getByRole("option", { name: "#mod-log" }).click();
      await page.keyboard.press("Enter");
      await message(page, "used settings log").waitFor();
      await command(page, "settings review");
      await page.getByRole("option", { name: "all", exact: true }).click();
      await page.keyboard.press("Enter");
      await message(page, "Review is now all").waitFor();

      await become(page, "Member One");
      await command(page, "video");
      await page.keyboard.type("a lantern festival");
      await page.keyboard.press("Enter");
      await message(page, "a lantern festival").getByText("if a moderator approves").waitFor();
      expect(await page.locator(".place", { hasText: "mod-log" }).count()).toBe(0);

      await become(page, "Moderator");
      await goTo(page, "mod-log");
      const asked = message(page, "a lantern festival");
      await asked.locator("[data-reveal]").first().click();
      await button(asked, "Approve").click();
      await goTo(page, "videos");
      await message(page, "a lantern festival").locator("video").waitFor();
      await command(page, "settings review");
      await page.getByRole("option", { name: "none", exact: true }).click();
      await page.keyboard.press("Enter");
      await message(page, "Review is now none").waitFor();
      await page.close();
    });
  },
);
