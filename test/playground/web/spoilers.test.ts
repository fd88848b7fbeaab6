import { ComponentType } from "discord-api-types/v10";
import { expect, test } from "vitest";
import { markdown } from "../../../playground/web/render/markdown/markdown.ts";
import { parse } from "./support/parse.ts";
import { scope, shown } from "./support/sample.ts";

const PICTURE = { url: "http://127.0.0.1/a.png", content_type: "image/png" };
const gallery = {
  type: ComponentType.MediaGallery,
  items: [{ media: PICTURE, description: "what is to be seen", spoiler: true }],
};
const container = {
  type: ComponentType.Container,
  spoiler: true,
  components: [{ type: ComponentType.TextDisplay, content: "secret" }],
};

test("words behind a spoiler are out of everybody's reach until they are pressed", () => {
  const page = parse(markdown("a ||[secret](https://example.com/)||", scope()));
  expect(page.only("spoiler").attributes).toMatchObject({
    role: "button",
    tabindex: "0",
    "aria-label": "Spoiler",
  });
  expect(page.only("covered").attributes).toMatchObject({ inert: "", "aria-hidden": "true" });
  expect(page.only("covered").text).toBe("secret");
});

test("once pressed, they are words like any other", () => {
  const covered = parse(markdown("a ||secret||", scope()));
  const key = covered.only("spoiler").attributes["data-reveal"] ?? "";
  const page = parse(markdown("a ||secret||", scope({ revealed: new Set([key]) })));
  expect(page.of("covered")).toEqual([]);
  expect(page.only("spoiler").attributes).toEqual({ class: "spoiler revealed" });
});

test("each spoiler of a message opens by itself", () => {
  const page = parse(markdown("||a|| ||b ||c|| ||\n> ||d||", scope()));
  const keys = page.of("spoiler").map(({ attributes }) => attributes["data-reveal"]);
  expect(keys.length).toBeGreaterThan(2);
  expect(new Set(keys).size).toBe(keys.length);
});

test.each([
  ["a picture", gallery],
  ["a container", container],
])("%s behind a spoiler is under a button that says so", (_, component) => {
  const page = shown([component]);
  expect(page.only("spoiler-cover")).toMatchObject({
    tag: "button",
    attributes: { type: "button", "aria-label": "Spoiler", "aria-expanded": "false" },
  });
  expect(page.only("covered").attributes).toMatchObject({ inert: "", "aria-hidden": "true" });
});

test.each([
  ["a picture", gallery],
  ["a container", container],
])("%s is there for everybody once the cover was pressed", (_, component) => {
  const key = shown([component]).only("spoiler-cover").attributes["data-reveal"] ?? "";
  const page = shown([component], { revealed: new Set([key]) });
  expect(page.of("spoiler-cover")).toEqual([]);
  expect(page.all.some(({ attributes }) => "inert" in attributes)).toBe(false);
});
