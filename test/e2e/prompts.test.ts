import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { cardWith, shownPrivately, textOf, videosOf } from "../support/cards.ts";
import { readLiterally } from "../support/read-markdown.ts";
import { openStage, type Stage } from "../support/stage.ts";

let stage: Stage;
beforeAll(async () => {
  stage = await openStage({
    env: { RUNWARE_CONCURRENCY: "100" },
    runware: { renderMs: () => 0 },
  });
});
afterAll(() => stage.close());

const LIMIT = 2048;
const fill = (unit: string): string =>
  unit.repeat(Math.floor(LIMIT / unit.length)).padEnd(LIMIT, "x");

/** What people may write, each as hard on Discord's markdown as it gets. */
const HARD = {
  markdown: "**bold** _it_ ~~gone~~ ||psst|| `code` ***",
  mentions: "<@111111111111111111> <@&1> <#1> @everyone @here </video:1> <t:1:R> <:a:1>",
  headings: "# one\n## two\n-# small\n> quote\n- item\n1. item",
  links: "[free](https://example.com/a_b) https://example.com <https://example.com>",
  fences: "```js\nalert(1)\n``` and ``two``",
  emoji: "👩‍🚀🏳️‍🌈 e\u0301 مرحبا",
} as const;

const writtenAs = Object.entries(HARD) as [string, string][];

/** The part of a card that quotes the prompt, without the sign of the quotation. */
function quoted(text: string): string {
  return text
    .split("\n")
    .filter((line) => line.startsWith("> "))
    .map((line) => line.slice(2))
    .join("\n");
}

async function finished(prompt: string, options: Record<string, unknown> = {}) {
  const { member, guild } = stage;
  const place = member.in(guild.createChannel({ name: "prompts" }));
  const use = await place.slash("video", { prompt, ...options });
  const first = await use.message();
  const done = await cardWith(place, use, "made in");
  return { place, first, done };
}

describe("a prompt", () => {
  test.each(writtenAs)(
    "with %s is shown as it was written, on the card and in Details",
    async (_, prompt) => {
      const { place, first, done } = await finished(prompt);
      for (const card of [first, done]) {
        expect(readLiterally(quoted(textOf(card)))).toBe(prompt);
      }
      const details = await shownPrivately(place, await stage.member.press(done, "Details"));
      const [shown = ""] = textOf(details).split("\n**Resolution**");
      expect(readLiterally(shown.replace("**Prompt**\n", ""))).toBe(prompt);
    },
  );

  test.each(writtenAs)("full of %s never breaks a card or its Details", async (_, unit) => {
    const prompt = fill(unit);
    const { place, first, done } = await finished(prompt, {
      negative_prompt: prompt,
      results: 4,
    });
    for (const card of [first, done]) {
      expect(textOf(card).length).toBeLessThanOrEqual(4000);
      expect(quoted(textOf(card)).endsWith("…")).toBe(true);
    }
    const details = await shownPrivately(place, await stage.member.press(done, "Details"));
    expect(textOf(details).length).toBeLessThanOrEqual(4000);
  });

  test("pings nobody, whatever is in it, in any message of the bot", async () => {
    await finished(HARD.mentions, { negative_prompt: HARD.mentions });
    const sent = stage.discord.wire.entries.filter(({ method }) => method !== "GET");
    const bodies = sent
      .map(({ body }) => body as { data?: object; components?: unknown } | null)
      .map((body) => body?.data ?? body)
      .filter((body) => body !== null && ("components" in body || "content" in body));
    expect(bodies.length).toBeGreaterThan(0);
    for (const body of bodies) expect(body).toMatchObject({ allowed_mentions: { parse: [] } });
    const seen = [...stage.discord.world.channels.values()].flatMap(({ messages }) => [
      ...messages.values(),
    ]);
    expect(seen.flatMap(({ mentions }) => mentions)).toEqual([]);
  });
});

describe("the alt text of a video", () => {
  test("says in words what it shows, as it was written", async () => {
    const { done } = await finished("a *paper* boat <3", { audio: true, style: "3d_animation" });
    expect(videosOf(done)).toEqual([
      {
        name: "a-paper-boat-3-1.mp4",
        altText: "Video in 3D animation style, 5 seconds, with sound: a *paper* boat <3",
      },
    ]);
  });

  test("is cut where Discord would refuse it, and says so", async () => {
    const { done } = await finished(fill("long "));
    const [video] = videosOf(done);
    expect(video?.altText).toMatch(/long…$/);
    expect(1024 - (video?.altText.length ?? 0), "what is left of Discord's limit").toBeOneOf([
      0, 1,
    ]);
  });

  test("is said on the card as well, for clients that hide it", async () => {
    const { done } = await finished("a red kite over the sea");
    expect(textOf(done)).toContain("a red kite over the sea");
    expect(videosOf(done)[0]?.altText).toContain("a red kite over the sea");
  });

  test("numbers the videos of one request", async () => {
    const { done } = await finished("a red kite", { results: 3 });
    expect(videosOf(done).map(({ altText }) => altText)).toEqual([
      "Video 1 of 3, 5 seconds, without sound: a red kite",
      "Video 2 of 3, 5 seconds, without sound: a red kite",
      "Video 3 of 3, 5 seconds, without sound: a red kite",
    ]);
  });

  test("names the file in letters that every system takes, also where the prompt has none", async () => {
    const { done } = await finished("мальчик и кит 🐳");
    expect(videosOf(done)[0]?.name).toBe("flipbook-1.mp4");
  });
});
