import { expect, test } from "vitest";
import { listWords } from "../../../commands/feed/list.ts";
import { renderShare } from "../../../src/discord/shares/render-share.ts";
import type { Post } from "../../../src/sharing/posts/post.ts";

/** Discord's limit for all text of a message. */
const MOST_TEXT = 4000;
/** As long as Discord lets a server's name be, and each character escaped. */
const NAME = "*".repeat(100);

const guilds = Array.from({ length: 25 }, (_, index) => `18446744073709551${600 + index}`);

test("a dialog about 25 servers with the longest names fits into a message", () => {
  const posts = guilds.map<Post>((guildId) => ({
    kind: "share",
    guildId,
    channelId: guildId,
    credit: "full",
    by: guildId,
    wish: "open",
    state: "there",
    attemptedAt: 1,
    messageId: guildId,
    shownAs: "open",
    isTold: true,
  }));
  const destinations = guilds.map((guildId) => ({ guildId, name: NAME, videos: 1 }));
  const drawn = renderShare({ generation: { id: "18446744073709551600" }, destinations, posts });
  const texts = JSON.stringify(drawn).match(/"content":"(?:[^"\\]|\\.)*"/g) ?? [];
  const lengths = texts.map((text) => (JSON.parse(`{${text}}`) as { content: string }).content);
  expect(lengths.join("").length).toBeLessThanOrEqual(MOST_TEXT);
  expect(lengths.join("")).toContain("10 more");
});

test("a list of 25 feeds with the longest names fits into a message", () => {
  const followed = guilds.map((guildId) => ({
    code: "BCDFGHJKMN",
    feedGuildId: guildId,
    channelId: guildId,
    since: 1,
    muted: false,
    closed: true,
    name: NAME,
  }));
  const feed = { code: "BCDFGHJKMN", since: 1 };
  const words = listWords({ feed, followers: 10_000, hasShowcase: false, followed });
  expect(words.length).toBeLessThanOrEqual(MOST_TEXT);
  for (const guildId of guilds) expect(words).toContain(`<#${guildId}>`);
});
