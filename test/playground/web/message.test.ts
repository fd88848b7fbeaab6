import { MessageFlags } from "discord-api-types/v10";
import { expect, test } from "vitest";
import { renderChannel } from "../../../playground/web/render/message/channel.ts";
import { renderMessage } from "../../../playground/web/render/message/message.ts";
import type { ShownMessage } from "../../../playground/web/render/message/shown-message.ts";
import { parse, type Page } from "./support/parse.ts";
import { BOT, context, MEMBER, message, NOW_MS } from "./support/sample.ts";

const page = (given: Partial<ShownMessage>): Page =>
  parse(renderMessage(message(given), context()));

test("a message is an article named by its author and its time", () => {
  const shown = page({ id: "5", content: "hello" });
  const [article] = shown.tags("article");
  expect(article?.attributes["aria-labelledby"]).toBe("author-5 posted-5");
  expect(shown.only("name").attributes["id"]).toBe("author-5");
  expect(shown.only("posted")).toMatchObject({ text: "6:39 PM", attributes: { id: "posted-5" } });
});

test("a bot is marked as one, and a person is not", () => {
  expect(page({ author: BOT }).of("app")).toHaveLength(1);
  expect(page({ author: MEMBER }).of("app")).toEqual([]);
});

test("what a bot edits is read out; what people say is not read twice", () => {
  expect(page({ author: BOT }).only("body").attributes["aria-live"]).toBe("polite");
  expect(page({ author: MEMBER }).only("body").attributes).not.toHaveProperty("aria-live");
});

test.each([
  [NOW_MS - 60_000, "6:39 PM"],
  [NOW_MS - 86_400_000, "Yesterday at 6:40 PM"],
  [NOW_MS - 5 * 86_400_000, "3/9/26, 6:40 PM"],
])("the time of a message says how long ago it is", (at, text) => {
  expect(page({ timestamp: new Date(at).toISOString() }).only("posted").text).toBe(text);
});

test("above an answer stands who used which command", () => {
  const shown = page({ interaction: { name: "video" }, interaction_metadata: { user: MEMBER } });
  expect(shown.only("above-name").text).toBe("Member One");
  expect(shown.only("used").text).toBe("video");
});

test("above a reply stands the beginning of what it answers", () => {
  const shown = page({
    referenced_message: message({ id: "4", author: MEMBER, content: "a **question**\nmore" }),
  });
  expect(shown.only("excerpt")).toMatchObject({
    text: "a question",
    attributes: { href: "#message-4" },
  });
});

test("an ephemeral message says that nobody else sees it, and can be dismissed", () => {
  const shown = page({ id: "5", flags: MessageFlags.Ephemeral, content: "psst" });
  expect(shown.only("only-you").text).toContain("Only you can see this");
  expect(shown.only("as-link")).toMatchObject({
    tag: "button",
    attributes: { "data-dismiss": "5" },
  });
});

test("words that were edited say so", () => {
  const edited = page({ content: "a", edited_timestamp: new Date(NOW_MS).toISOString() });
  expect(edited.only("edited").text).toBe("(edited)");
  expect(page({ content: "a" }).of("edited")).toEqual([]);
});

test("a deferred answer is being thought about", () => {
  expect(page({ flags: MessageFlags.Loading }).only("thinking").text).toBe("Flipbook is thinking…");
});

test("people whom a message itself names need no directory", () => {
  const named = { id: "77", username: "two", global_name: "Member Two" };
  expect(page({ content: "<@77>", mentions: [named] }).only("mention").text).toBe("@Member Two");
});

test("a message that mentions whoever looks stands out", () => {
  const given = message({ content: "<@11>", mentions: [MEMBER] });
  const shown = parse(renderMessage(given, context({ viewerId: MEMBER.id })));
  expect(shown.of("mentioned")).toHaveLength(1);
});

test("attachments are shown below the words: what can be looked at together, files by themselves", () => {
  const shown = page({
    content: "look",
    attachments: [
      { id: "1", filename: "a.png", url: "http://127.0.0.1/a.png", description: "dawn" },
      { id: "2", filename: "b.mp4", url: "http://127.0.0.1/b.mp4", flags: 8 },
      { id: "3", filename: "c.txt", url: "http://127.0.0.1/c.txt", size: 900 },
    ],
  });
  expect(shown.of("of-2")).toHaveLength(1);
  expect(shown.of("spoiler-cover")).toHaveLength(1);
  expect(shown.only("file").text).toBe("c.txt900 bytes");
});

test("an embed has its colour, its words and its fields", () => {
  const shown = page({
    embeds: [
      {
        title: "Title",
        url: "https://example.com/",
        description: "**words**",
        color: 0xff_00_00,
        fields: [{ name: "a", value: "b", inline: true }],
        footer: { text: "foot" },
      },
    ],
  });
  expect(shown.only("embed").attributes["style"]).toBe("--accent: #ff0000");
  expect(shown.only("embed-title").inside[0]?.attributes["href"]).toBe("https://example.com/");
  expect(shown.only("embed-field").text).toBe("ab");
  expect(shown.only("embed-footer").text).toBe("foot");
});

test("a channel is a log that screen readers follow, with its messages as a list", () => {
  const shown = parse(renderChannel([message({ id: "1" })], context(), "#videos"));
  expect(shown.only("channel").attributes).toMatchObject({
    role: "log",
    "aria-label": "Messages in #videos",
  });
  expect(shown.tags("li")).toHaveLength(1);
});

test("what the same author says soon after stands below without a head of its own", () => {
  const said = (id: string, agoMs: number, author = MEMBER): ShownMessage =>
    message({ id, author, content: id, timestamp: new Date(NOW_MS - agoMs).toISOString() });
  const shown = parse(
    renderChannel(
      [said("1", 900_000), said("2", 60_000), said("3", 50_000), said("4", 40_000, BOT as never)],
      context(),
      "#videos",
    ),
  );
  expect(shown.of("continued").map(({ attributes }) => attributes["data-message-id"])).toEqual([
    "3",
  ]);
});

test("between two days stands a rule", () => {
  const on = (id: string, date: string): ShownMessage =>
    message({ id, timestamp: `2026-03-${date}T23:59:00Z` });
  const shown = parse(renderChannel([on("1", "12"), on("2", "13")], context(), "#videos"));
  expect(shown.only("day").text).toBe("March 13, 2026");
});
