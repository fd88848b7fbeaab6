import { expect, test } from "vitest";
import { renderPage } from "../../../src/discord/gallery/render-page.ts";
import type { Item } from "../../../src/sharing/gallery/page.ts";
import { sampleGeneration } from "../../support/sample-generation.ts";

const EVERYTHING = {
  memberId: "18446744073709551615",
  style: "3d_animation",
  search: "*".repeat(200),
  favourites: true,
  from: 0,
  until: 4_000_000_000_000,
  sort: "favourites",
} as const;

const textsOf = (part: unknown): string[] => {
  if (Array.isArray(part)) return part.flatMap(textsOf);
  if (part === null || typeof part !== "object") return [];
  const { content, components } = part as { content?: string; components?: unknown };
  return [...(content === undefined ? [] : [content]), ...textsOf(components)];
};

const pageWith = (prompt: string, guildName: string) => {
  const generation = sampleGeneration({
    guildId: "18446744073709551614",
    memberId: "18446744073709551615",
    request: { prompt, results: 4, seed: 2_147_483_647, style: "3d_animation", format: "WEBM" },
  });
  const item: Item = {
    generation,
    favoured: { count: 1_000_000, isOwn: true },
    files: "closed",
    isCopy: false,
  };
  const items = [item, item, item, item];
  return renderPage(
    { items, number: 2498, pages: 2500, total: 10_000 },
    { viewId: "1", guildId: "2", wanted: EVERYTHING, guildName: () => guildName },
  );
};

test("four results with the longest of everything are no more text than Discord takes", () => {
  const texts = textsOf(pageWith("*".repeat(2048), "_".repeat(100)));
  expect(texts.join("").length).toBeLessThanOrEqual(4000);
});

test("a prompt of some length is shown to a whole word", () => {
  const [, first = ""] = textsOf(pageWith("A paper boat drifts by. ".repeat(20), "Other Server"));
  const [, prompt = ""] = first.split("\n");
  expect(prompt.length).toBeGreaterThan(180);
  expect(prompt).toMatch(/(A|paper|boat|drifts|by\.)…$/);
});
