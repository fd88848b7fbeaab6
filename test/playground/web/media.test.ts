import { ComponentType } from "discord-api-types/v10";
import { expect, test } from "vitest";
import { shown } from "./support/sample.ts";

const VIDEO = "http://127.0.0.1/a.mp4";
const video = (given: object = {}): object => ({
  media: { url: VIDEO, content_type: "video/mp4", width: 1280, height: 720 },
  ...given,
});
const gallery = (...items: object[]): object => ({ type: ComponentType.MediaGallery, items });

test("a picture says in words what it shows", () => {
  const page = shown([
    gallery({ media: { url: "http://127.0.0.1/a.png" }, description: 'a "temple" at dawn' }),
  ]);
  expect(page.only("media").inside[0]).toMatchObject({
    tag: "img",
    attributes: { src: "http://127.0.0.1/a.png", alt: 'a "temple" at dawn' },
  });
});

test("a video keeps its shape and waits for a button that names it", () => {
  const page = shown([gallery(video({ description: "a temple" }))]);
  expect(page.only("media").attributes["style"]).toBe("--ratio: 1280 / 720");
  expect(page.tags("video")[0]?.attributes).toMatchObject({ src: VIDEO, "aria-label": "a temple" });
  expect(page.only("play")).toMatchObject({
    tag: "button",
    attributes: { "aria-label": "Play a temple" },
  });
});

test("a video without words is called by its file's name", () => {
  expect(shown([gallery(video())]).only("play").attributes["aria-label"]).toBe("Play a.mp4");
});

test("with a still of it, nothing of a video is fetched before it plays", () => {
  const still = "data:image/png;base64,AAAA";
  const page = shown([gallery(video())], { stillOf: (url) => (url === VIDEO ? still : undefined) });
  expect(page.tags("video")[0]?.attributes).toMatchObject({ poster: still, preload: "none" });
});

test.each([1, 2, 3, 4, 5, 6, 7, 8, 9, 10])("a gallery of %i has a layout of its own", (count) => {
  const page = shown([gallery(...Array.from({ length: count }, () => video()))]);
  expect(page.of(`of-${count}`)).toHaveLength(1);
  expect(page.of("cell")).toHaveLength(count);
});

test("a reference to an attachment shows that attachment", () => {
  const attachment = { id: "7", filename: "b.mp4", url: "http://127.0.0.1/signed/b.mp4?ex=1" };
  const page = shown(
    [gallery({ media: { url: "attachment://b.mp4" } })],
    {},
    { attachments: [attachment] },
  );
  expect(page.tags("video")[0]?.attributes["src"]).toBe(attachment.url);
});

test.each(["javascript:alert(1)", "data:text/html,<script>", "file:///etc/passwd", ""])(
  "an address that no picture can have is not asked for: %j",
  (url) => {
    const page = shown([gallery({ media: { url, content_type: "image/png" }, description: "x" })]);
    expect(page.tags("img")).toEqual([]);
    expect(page.only("broken").attributes).toMatchObject({ role: "img", "aria-label": "x" });
  },
);
