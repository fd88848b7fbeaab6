import { expect, test } from "vitest";
import { markdown } from "../../../playground/web/render/markdown/markdown.ts";
import { parse, type Page } from "./support/parse.ts";
import { MEMBER, NOW_MS, scope } from "./support/sample.ts";

const read = (source: string): Page => parse(markdown(source, scope()));

test.each([
  ["**bold**", "strong", "bold"],
  ["__underlined__", "u", "underlined"],
  ["~~struck~~", "s", "struck"],
  ["*slanted*", "em", "slanted"],
  ["_slanted_", "em", "slanted"],
  ["`code`", "code", "code"],
  ["``a ` b``", "code", "a ` b"],
])("%s is shown as what it means", (source, tag, text) => {
  const page = read(source);
  expect(page.tags(tag).map((element) => element.text)).toEqual([text]);
  expect(page.text).toBe(text);
});

test("emphasis nests", () => {
  expect(read("**bold *both***").tags("strong")[0]?.inside[0]).toMatchObject({
    tag: "em",
    text: "both",
  });
});

test("an underscore inside a word is a letter", () => {
  expect(read("a_snake_case_word").text).toBe("a_snake_case_word");
});

test("an escaped sign stands for itself, also between signs that mean something", () => {
  const page = read(String.raw`\*not slanted\* **a \*\* b**`);
  expect(page.tags("em")).toEqual([]);
  expect(page.text).toBe("*not slanted* a ** b");
});

test.each([
  ["# One", "h1"],
  ["## Two", "h2"],
  ["### Three", "h3"],
])("%s is a heading", (source, look) => {
  expect(read(source).only(look).attributes).toHaveProperty("role", "heading");
});

test("four hashes, and a hash without a space, are no heading", () => {
  expect(read("#### Four\n#tag").text).toBe("#### Four\n#tag");
});

test("small print takes its whole line and ends with it", () => {
  const page = read("above\n-# small **and bold**\nbelow");
  expect(page.tags("small").map(({ text }) => text)).toEqual(["small and bold"]);
  expect(page.tags("p").map(({ text }) => text)).toEqual(["above\n", "below"]);
});

test("quoted lines that follow each other are one quotation", () => {
  const quotations = read("> one\n> two\nafter").tags("blockquote");
  expect(quotations.map(({ text }) => text)).toEqual(["one\ntwo"]);
});

test("three brackets quote everything that follows", () => {
  expect(read("before\n>>> one\ntwo").tags("blockquote")[0]?.text).toBe("one\ntwo");
});

test("a list keeps its levels, and numbers begin where they were told to", () => {
  const page = read("- one\n  - inner\n- two\n7. seven\n8. eight");
  const [outer] = page.tags("ul");
  expect(outer?.inside.filter(({ tag }) => tag === "ul").map(({ text }) => text)).toEqual([
    "inner",
  ]);
  expect(page.tags("ol").map(({ attributes }) => attributes["start"])).toEqual(["7"]);
});

test("nothing in a code block means anything", () => {
  const page = read("```ts\nconst a = **1** < <@11>;\n```\nafter");
  expect(page.only("code-block").text).toBe("const a = **1** < <@11>;");
  expect(page.tags("p").map(({ text }) => text)).toEqual(["after"]);
});

test("empty lines are kept", () => {
  expect(read("one\n\ntwo").text).toBe("one\n\ntwo");
});

test("mentions are read as names", () => {
  const page = read(`<@${MEMBER.id}> <@&21> <#31> </settings safety:9> @everyone`);
  expect(page.of("mention").map(({ text }) => text)).toEqual([
    "@Member One",
    "@Regulars",
    "#videos",
    "/settings safety",
    "@everyone",
  ]);
});

test("a mention of nobody known says so, as Discord does", () => {
  expect(read("<@99> <@&99> <#99>").text).toBe("@unknown-user @unknown-role #unknown");
});

test("a mention of whoever looks stands out", () => {
  const page = parse(markdown(`<@${MEMBER.id}>`, scope({ viewerId: MEMBER.id })));
  expect(page.only("mention").attributes["class"]).toBe("mention self");
});

test.each([
  [45, "in 45 seconds"],
  [-60, "a minute ago"],
  [3_600, "in an hour"],
  [7_200, "in 2 hours"],
  [-86_400, "a day ago"],
  [86_399, "in a day"],
  [3_540, "in 59 minutes"],
  [0, "now"],
])("a moment %i seconds away is counted from the context's clock", (seconds, text) => {
  const page = read(`<t:${NOW_MS / 1000 + seconds}:R>`);
  expect(page.text).toBe(text);
});

test("a date is read in the viewer's time zone, and carries what a page counts on with", () => {
  const page = parse(markdown(`<t:${NOW_MS / 1000}:t>`, scope({ timeZone: "Asia/Tokyo" })));
  expect(page.text).toBe("3:40 AM");
  expect(page.only("timestamp").attributes).toMatchObject({
    datetime: "2026-03-14T18:40:00.000Z",
    "data-at": String(NOW_MS / 1000),
    "data-style": "t",
  });
});

test("a moment beyond all calendars breaks nothing", () => {
  expect(read("<t:9999999999999:R>").text).toBe("Invalid date");
});

test.each([
  ["[words](https://example.com/a_(b))", "https://example.com/a_(b)", "words"],
  ["[**bold** words](<https://example.com/>)", "https://example.com/", "bold words"],
  ["<https://example.com/x>", "https://example.com/x", "https://example.com/x"],
  ["see https://example.com/a_b_c.", "https://example.com/a_b_c", "https://example.com/a_b_c"],
])("%s leads to its address", (source, href, words) => {
  const [link] = read(source).tags("a");
  expect(link).toMatchObject({ text: words, attributes: { href, target: "_blank" } });
});

test("a link tells its target neither who looks nor how to get back", () => {
  const [link] = read("https://example.com/x").tags("a");
  expect(link?.attributes["rel"]).toBe("noopener noreferrer nofollow");
});

test.each(["[x](javascript:alert(1))", "[x](data:text/html,x)", "<javascript:alert(1)>"])(
  "%s is no link",
  (source) => {
    expect(read(source).tags("a")).toEqual([]);
  },
);

test("emoji have boxes of their own, joined ones one together", () => {
  expect(
    read("a 😀 👩‍🚀 🇯🇵 1️⃣ 1 ©")
      .of("emoji")
      .map(({ text }) => text),
  ).toEqual(["😀", "👩‍🚀", "🇯🇵", "1️⃣"]);
});

test("an emoji of a server is its name: nothing is fetched for it", () => {
  const page = read("<a:party:5>");
  expect(page.text).toBe(":party:");
  expect(page.tags("img")).toEqual([]);
});

test("the address of a message is read as the place where it stands", () => {
  const page = read("in https://discord.com/channels/1/31/77 and");
  expect(page.only("mention")).toMatchObject({
    tag: "a",
    text: "#videos › 💬",
    attributes: { href: "#message-77", "data-channel-id": "31", "data-message-id": "77" },
  });
});
