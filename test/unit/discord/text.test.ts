import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  cut,
  duration,
  parameters,
  plain,
  quote,
  roughUsd,
  usd,
} from "../../../src/discord/card/text.ts";
import { sampleRequest } from "../../contract/runware/support/sample-task.ts";
import { readLiterally } from "../../support/read-markdown.ts";

/** Texts in which nearly everything means something to Discord. */
const markdown = fc
  .array(
    fc.constantFrom(
      ...Array.from("\\*_~`|<>[]()#@:/.-+! \n\t1a"),
      ..."@everyone @here <@1> <@&1> <#1> <t:1:R> <:x:1> </a:1> https:// -# ``` ## 🚣".split(" "),
    ),
    { maxLength: 40 },
  )
  .map((parts) => parts.join(""));

describe("somebody's text", () => {
  test.each([
    "**bold** *italic* _italic_ __under__ ~~struck~~ ||spoiler|| `code`",
    "# heading\n## heading\n-# small\n> quote\n>>> quote\n- item\n  * item\n1. item",
    "[words](https://example.com) <https://example.com> https://example.com/a_b_c",
    "<@1> <@!1> <@&1> <#1> <t:1:R> <:wave:1> <a:wave:1> </video:1> <id:customize>",
    "@everyone and @here",
    "```ts\nconst a = 1;\n```",
    "\\*not italic\\* \\\\",
    "¯\\_(ツ)_/¯",
  ])("is shown as it was written: %j", (text) => {
    expect(readLiterally(plain(text))).toBe(text);
  });

  test("is shown as it was written, whatever it is", () => {
    fc.assert(
      fc.property(fc.oneof(markdown, fc.string({ unit: "binary" })), (text) => {
        expect(readLiterally(plain(text))).toBe(text);
      }),
    );
  });

  test("without meaning for Discord is left alone", () => {
    const text = "A street-smart cat (black & white), 2 minutes: “hello!” — 50% of $1.50?";
    expect(plain(text)).toBe(text);
  });
});

const ROOM = 3950;

describe("a prompt as a quotation", () => {
  test("is quoted on every line", () => {
    expect(quote("one\ntwo\n\nthree", ROOM)).toBe("> one\n> two\n> \n> three");
  });

  test("is cut to 1,000 characters with an ellipsis", () => {
    expect(quote("x".repeat(1001), ROOM)).toBe(`> ${"x".repeat(999)}…`);
    expect(quote("x".repeat(1000), ROOM)).toBe(`> ${"x".repeat(1000)}`);
  });

  test("shows 15 lines at most, and says that there are more", () => {
    const lines = quote("line\n".repeat(20), ROOM).split("\n");
    expect(lines).toHaveLength(16);
    expect(lines.at(-1)).toBe("> …");
  });

  test("keeps one blank line of many", () => {
    expect(quote("one\n\n\n\n\ntwo", ROOM)).toBe("> one\n> \n> two");
  });

  test("takes at most as much of the card as there is room, whatever it is", () => {
    fc.assert(
      fc.property(fc.oneof(markdown, fc.constantFrom("\n", "*\n", "> \n")), (text) => {
        const prompt = text.repeat(1000).slice(0, 2048);
        expect(quote(prompt, 3950).length).toBeLessThanOrEqual(2100);
        expect(quote(prompt, 500).length).toBeLessThanOrEqual(500);
      }),
    );
  });
});

describe("cutting", () => {
  test("ends after a whole word, unless that would cost much of the text", () => {
    expect(cut("a paper boat drifts away", 17)).toBe("a paper boat…");
    expect(cut("a paper boat drifts away", 20)).toBe("a paper boat drifts…");
    expect(cut(`a ${"x".repeat(100)}`, 50)).toBe(`a ${"x".repeat(47)}…`);
  });

  test("never halves an emoji or a letter with its accents", () => {
    expect(cut("👩‍🚀👩‍🚀", 8)).toBe("👩‍🚀…");
    expect(cut("e\u0301e\u0301", 3)).toBe("e\u0301…");
  });

  test("gives at most so many characters, and the beginning of the text", () => {
    fc.assert(
      fc.property(
        fc.string({ unit: "grapheme", maxLength: 50 }),
        fc.integer({ min: 1, max: 40 }),
        (text, length) => {
          const kept = cut(text, length);
          expect(kept.length).toBeLessThanOrEqual(Math.max(length, 1));
          expect(text.startsWith(kept.replace(/…$/, ""))).toBe(true);
        },
      ),
    );
  });
});

test.each([
  [397_800, "$0.3978"],
  [400_000, "$0.40"],
  [12_000_000, "$12.00"],
  [1_234_567_890, "$1,234.5679"],
  [0, "$0.00"],
])("%i micro-USD read as %s", (microUsd, text) => {
  expect(usd(microUsd)).toBe(text);
});

test("an estimate reads to the cent, and a tiny one as it is", () => {
  expect([99_450, 1_591_200, 4200].map((microUsd) => roughUsd(microUsd))).toEqual([
    "$0.10",
    "$1.59",
    "$0.0042",
  ]);
});

test.each([
  [499, "0 s"],
  [42_000, "42 s"],
  [59_600, "1 min"],
  [65_000, "1 min 5 s"],
  [3_600_000, "60 min"],
])("%i ms read as %s", (ms, text) => {
  expect(duration(ms)).toBe(text);
});

describe("the line of parameters", () => {
  test("says what every video has, and nothing that is the default", () => {
    expect(parameters(sampleRequest, [])).toBe("360p · 16:9 · 5 s · silent");
  });

  test("says everything that was chosen", () => {
    const line = parameters(
      {
        ...sampleRequest,
        aspect: null,
        audio: true,
        style: "3d_animation",
        thinking: "enabled",
        results: 3,
        seed: 0,
        format: "WEBM",
        private: true,
      },
      ["first", "last"],
    );
    expect(line).toMatchInlineSnapshot(
      `"360p · from first and last frame · 5 s · sound · 3D animation · thinking enabled · 3 videos · seed 0 · WEBM · private"`,
    );
  });
});
