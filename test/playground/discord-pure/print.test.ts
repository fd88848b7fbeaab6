import { assert, integer, property, string } from "fast-check";
import { stripVTControlCharacters } from "node:util";
import type { APIMessage } from "discord-api-types/v10";
import { describe, expect, test } from "vitest";
import {
  printChannel,
  printMessage,
  printModal,
  type PrintableMessage,
  type PrintOptions,
} from "../../../playground/discord/print.ts";
import { displayWidth } from "../../../playground/discord/print/width.ts";

const now = Date.UTC(2026, 0, 2, 15, 4, 5);
const unix = now / 1000;
const options: PrintOptions = {
  now,
  names: (id) => ({ 5: "Member One", 7: "videos", 8: "Moderators" })[id],
};
const member = { id: "5", username: "member-one", global_name: "Member One" };
const app = { id: "1", username: "flipbook", global_name: "Flipbook", bot: true };

const card: PrintableMessage = {
  author: app,
  flags: 1 << 15,
  edited_timestamp: "2026-01-02T15:04:00Z",
  interaction_metadata: { user: member },
  interaction: { name: "video" },
  attachments: [
    {
      id: "9",
      filename: "neon-alley.mp4",
      size: 3_400_000,
      url: "http://127.0.0.1:1234/attachments/1/9/neon-alley.mp4?ex=1&hm=2",
      width: 1280,
      height: 720,
    },
  ],
  components: [
    {
      type: 17,
      accent_color: 0x58_65_f2,
      components: [
        {
          type: 9,
          components: [{ type: 10, content: "## Neon Alley Dialogue\n<@5> asked for a video" }],
          accessory: { type: 2, style: 2, label: "Details", custom_id: "details" },
        },
        { type: 10, content: "> Two figures talk in the rain while steam rises from the grates" },
        { type: 14 },
        {
          type: 12,
          items: [
            {
              media: { url: "http://127.0.0.1:1234/attachments/1/9/neon-alley.mp4?ex=7&hm=8" },
              description: "A neon alley in the rain",
            },
          ],
        },
        { type: 14, divider: false },
        {
          type: 10,
          content: `**Rendering**, ready <t:${unix + 40}:R>\n-# 720p · 8 s · cyberpunk · seed 42`,
        },
        {
          type: 1,
          components: [
            { type: 2, style: 4, label: "Cancel", custom_id: "cancel" },
            { type: 2, style: 2, label: "Again", custom_id: "again", disabled: true },
            { type: 2, style: 5, label: "Open", url: "https://example.com" },
          ],
        },
        { type: 1, components: [{ type: 3, custom_id: "s", placeholder: "Choose", options: [] }] },
      ],
    },
  ],
};

const say = (content: string, more: PrintableMessage = {}) =>
  printMessage({ author: member, content, ...more }, options);
const body = (content: string) => say(content).split("\n").slice(1).join("\n").trim();

describe("printMessage", () => {
  test("shows a card as a person reads it", () => {
    expect(printMessage(card, options)).toMatchInlineSnapshot(`
      "┌ Member One used /video
      Flipbook [APP] (edited)
        ╭────────────────────────────────────────────────────────────────────────────╮
        ┃ ## Neon Alley Dialogue                                         [ Details ] │
        ┃ @Member One asked for a video                                              │
        ┃ ▏ Two figures talk in the rain while steam rises from the grates           │
        ┃────────────────────────────────────────────────────────────────────────────┤
        ┃ ▶ neon-alley.mp4 · 1280×720 · 3.4 MB — "A neon alley in the rain"          │
        ┃                                                                            │
        ┃ **Rendering**, ready in 40 seconds                                         │
        ┃ · 720p · 8 s · cyberpunk · seed 42                                         │
        ┃ [ Cancel ]  [ Again ⊘ ]  [ Open ↗ ]                                        │
        ┃ ‹ Choose ▾ ›                                                               │
        ╰────────────────────────────────────────────────────────────────────────────╯"
    `);
  });

  test("shows an escaped character as itself, and what it escaped from as written", () => {
    expect(body("\\*\\*not bold\\*\\* \\<@1> \\[a](https\\://b.c) \\\\ `\\*` a\\b")).toBe(
      "**not bold** <@1> [a](https://b.c) \\ `\\*` a\\b",
    );
    expect(body("\\# no heading")).toBe("# no heading");
  });

  test("says that only the reader sees an ephemeral message", () => {
    expect(printMessage({ author: app, flags: 64, content: "Not yours." }, options))
      .toMatchInlineSnapshot(`
      "Flipbook [APP] (only you can see this)
        Not yours."
    `);
  });

  test("says that the bot is thinking while a deferral stands", () => {
    expect(printMessage({ author: app, flags: 128 }, options)).toMatchInlineSnapshot(`
      "Flipbook [APP]
        … is thinking"
    `);
  });

  test("shows content, embeds, files and rows of a message of the old kind", () => {
    const message: PrintableMessage = {
      author: app,
      content: "Here it is",
      embeds: [
        {
          title: "Title",
          description: "Text",
          fields: [{ name: "Seed", value: "42" }],
          footer: { text: "Footer" },
        },
      ],
      attachments: [{ id: "1", filename: "notes.txt", size: 512 }],
      components: [{ type: 1, components: [{ type: 2, style: 1, label: "Go", custom_id: "g" }] }],
    };
    expect(printMessage(message, { ...options, width: 50 })).toMatchInlineSnapshot(`
      "Flipbook [APP]
        Here it is
        ╭──────────────────────────────────────────────╮
        │ **Title**                                    │
        │ Text                                         │
        │ **Seed**                                     │
        │ 42                                           │
        │ · Footer                                     │
        ╰──────────────────────────────────────────────╯
        ▤ notes.txt · 512 B
        [ Go ]"
    `);
  });

  test("names whom a message replies to", () => {
    expect(say("Yes", { referenced_message: { author: app } })).toMatchInlineSnapshot(`
      "┌ in reply to Flipbook
      Member One
        Yes"
    `);
  });

  test("shows the time of day when asked", () => {
    const message = { author: member, content: "Hi", timestamp: "2026-01-02T15:04:05.000Z" };
    expect(printMessage(message, { ...options, showTime: true })).toContain("Member One 15:04");
  });

  test("takes Discord's own message type", () => {
    const message = { ...card, author: app, content: "" } as unknown as APIMessage;
    expect(printMessage(message, options)).toContain("Neon Alley");
  });

  test("names a file by its attachment even where the address has been signed anew", () => {
    expect(printMessage(card, options)).toContain("▶ neon-alley.mp4 · 1280×720 · 3.4 MB");
  });

  test("marks pictures, other files and spoilers", () => {
    const items = ["a.png", "b.zip"].map((name) => ({
      media: { url: `https://example.com/${name}?x=1` },
      spoiler: true,
    }));
    const gallery = { author: app, flags: 1 << 15, components: [{ type: 12, items }] };
    expect(printMessage(gallery, options)).toMatchInlineSnapshot(`
      "Flipbook [APP]
        ▣ a.png · spoiler
        ▤ b.zip · spoiler"
    `);
  });

  test("shows what is chosen in a select", () => {
    const choices = [
      { label: "Anime", value: "a", default: true },
      { label: "Clay", value: "c" },
    ];
    const select = { type: 3, custom_id: "s", options: choices, disabled: true };
    expect(say("", { components: [{ type: 1, components: [select] }] })).toContain("‹ Anime ▾ › ⊘");
  });
});

describe("text", () => {
  test.each([
    [
      "<@5> and <@!5> in <#7> with <@&8>",
      "@Member One and @Member One in #videos with @Moderators",
    ],
    ["<@404>", "<@404>"],
    ["</video:123> <:dance:456>", "/video :dance:"],
    [`<t:${unix + 40}:R>`, "in 40 seconds"],
    [`<t:${unix - 7200}:R>`, "2 hours ago"],
    [`<t:${unix}:t>, <t:${unix}:D>`, "15:04, 2 January 2026"],
    ["[The file](https://example.com/a?ex=1&hm=2)", "The file ↗ (https://example.com/a?…)"],
    ["**bold** stays", "**bold** stays"],
    ["# Title", "# Title"],
    ["-# small", "· small"],
    ["- one\n- two", "• one\n  • two"],
    ["> said", "▏ said"],
  ])("%j is read as %j", (source, shown) => {
    expect(body(source)).toBe(shown);
  });

  test("hangs long quotes and lists under their sign", () => {
    const long = "word ".repeat(8).trim();
    expect(
      printMessage({ author: member, content: `> ${long}\n- ${long}` }, { ...options, width: 30 }),
    ).toMatchInlineSnapshot(`
      "Member One
        ▏ word word word word word
        ▏ word word word
        • word word word word word
          word word word"
    `);
  });

  test("keeps what could command a terminal away from it", () => {
    expect(body("a\u001B[2Jb\u0007c\u202Ed")).toBe("a[2Jbcd");
  });

  test("takes its weights from colour when there is any", () => {
    const colored = printMessage(card, { ...options, color: true });
    expect(colored).toContain("\u001B[1mRendering\u001B[22m");
    expect(stripVTControlCharacters(colored)).not.toContain("**");
  });
});

describe("lines", () => {
  const widths = (printed: string) => printed.split("\n").map(displayWidth);
  const cardWith = (content: string): PrintableMessage => ({
    ...card,
    components: [
      {
        type: 17,
        components: [
          { type: 10, content: content || "-" },
          { type: 1, components: [{ type: 2, style: 1, custom_id: "b", label: content }] },
          {
            type: 9,
            components: [{ type: 10, content }],
            accessory: { type: 2, style: 2, custom_id: "a", label: content.slice(0, 80) },
          },
        ],
      },
    ],
  });

  test("never go over the width, with or without colour", () => {
    assert(
      property(
        string({ unit: "grapheme", maxLength: 200, size: "max" }),
        integer({ min: 30, max: 110 }),
        (text, width) => {
          for (const color of [false, true]) {
            const printed = printMessage(cardWith(text), { ...options, width, color });
            expect(Math.max(...widths(printed))).toBeLessThanOrEqual(width);
          }
        },
      ),
    );
  });

  test("of a box all end at its border", () => {
    assert(
      property(string({ unit: "grapheme", maxLength: 200, size: "max" }), (text) => {
        const [, , ...box] = printMessage(cardWith(text), options).split("\n");
        expect(new Set(box.map(displayWidth))).toEqual(new Set([80]));
        expect(box.filter((line) => !/[╮│┤╯]$/.test(line))).toEqual([]);
      }),
    );
  });
});

test("a style that runs over a line's end colours no border", () => {
  const content = `**${"word ".repeat(40).trim()}**`;
  const components = [{ type: 17, components: [{ type: 10, content }] }];
  const printed = printMessage(
    { author: app, flags: 1 << 15, components },
    { ...options, color: true },
  );
  const textLines = printed.split("\n").filter((line) => line.includes("word"));
  expect(textLines.length).toBeGreaterThan(2);
  for (const line of textLines) {
    expect(line).toContain("\u001B[1mword");
    const codes = line.slice(line.lastIndexOf("word")).split("\u001B").slice(1);
    expect(codes[0]?.trim()).toMatch(/^\[(?:22|0)m$/);
  }
});

describe("printChannel", () => {
  test("puts messages under the channel's name", () => {
    const messages = [
      { author: member, content: "Hello" },
      { author: app, content: "Hi" },
    ];
    expect(printChannel(messages, { ...options, width: 40, title: "#videos" }))
      .toMatchInlineSnapshot(`
      "── #videos ─────────────────────────────
      Member One
        Hello

      Flipbook [APP]
        Hi"
    `);
  });

  test("says when there is nothing", () => {
    expect(printChannel([], options)).toBe("  (nothing here yet)");
  });
});

test("printModal shows labels, inputs and what is required", () => {
  const choices = [
    { label: "Anime", value: "a", default: true },
    { label: "Clay", value: "c" },
  ];
  const modal = {
    title: "Change the prompt",
    components: [
      { type: 10, content: "Nothing is spent yet." },
      {
        type: 18,
        label: "Prompt",
        description: "What should happen",
        component: { type: 4, style: 2, custom_id: "p", value: "Rain" },
      },
      {
        type: 18,
        label: "Seed",
        component: { type: 4, style: 1, custom_id: "n", required: false, placeholder: "any" },
      },
      { type: 18, label: "Style", component: { type: 3, custom_id: "s", options: choices } },
      { type: 18, label: "Mood", component: { type: 21, custom_id: "r", options: choices } },
      { type: 18, label: "Frame", component: { type: 19, custom_id: "f" } },
    ],
  };
  expect(printModal(modal, { ...options, width: 50 })).toMatchInlineSnapshot(`
    "╭─ Change the prompt ────────────────────────────╮
    │ Nothing is spent yet.                          │
    │                                                │
    │ Prompt *                                       │
    │ What should happen                             │
    │ ┌────────────────────────────────────────────┐ │
    │ │ Rain                                       │ │
    │ │                                            │ │
    │ │                                            │ │
    │ └────────────────────────────────────────────┘ │
    │                                                │
    │ Seed                                           │
    │ ┌────────────────────────────────────────────┐ │
    │ │ any                                        │ │
    │ └────────────────────────────────────────────┘ │
    │                                                │
    │ Style *                                        │
    │ ‹ Anime ▾ ›                                    │
    │                                                │
    │ Mood *                                         │
    │ ◉ Anime                                        │
    │ ○ Clay                                         │
    │                                                │
    │ Frame *                                        │
    │ [ ⇧ Upload a file ]                            │
    │                                                │
    │ [ Cancel ]  [ Submit ]                         │
    ╰────────────────────────────────────────────────╯"
  `);
});
