import * as fc from "fast-check";
import { expect, test } from "vitest";
import { markdown } from "../../../playground/web/render/markdown/markdown.ts";
import { renderMessage } from "../../../playground/web/render/message/message.ts";
import { renderModal } from "../../../playground/web/render/modal/modal.ts";
import { plain } from "../../../src/discord/card/text.ts";
import { nastyComponent, nastyText } from "./support/arbitrary-message.ts";
import { harmIn } from "./support/harm.ts";
import { parse } from "./support/parse.ts";
import { context, message, scope } from "./support/sample.ts";

const person = fc.record({ id: nastyText, username: nastyText, global_name: nastyText });

/** It is no fault of the markup where a text has a control character in it. */
const ofMarkup = (code: string): boolean => !code.includes("in-input-stream");

/** What a browser would make of it beside looks and words; nothing is as it should be. */
function harms(markup: { toString(): string }): string[] {
  const page = parse(markup);
  return [...page.all.flatMap((element) => harmIn(element)), ...page.errors.filter(ofMarkup)];
}

test("no text in a message can become anything but text", () => {
  fc.assert(
    fc.property(
      fc.array(nastyComponent, { maxLength: 4 }),
      person,
      nastyText,
      fc.constantFrom(0, 64, 128, 1 << 15, (1 << 15) | 64),
      (components, author, text, flags) => {
        const attachment = { id: text, filename: text, url: text, description: text, flags: 8 };
        const given = message({
          id: text,
          author,
          flags,
          components,
          content: text,
          attachments: [attachment],
          mentions: [author],
          interaction: { name: text },
          interaction_metadata: { user: author },
          embeds: [{ title: text, url: text, description: text, image: { url: text } }],
        });
        expect(harms(renderMessage(given, context({ stillOf: () => text })))).toEqual([]);
      },
    ),
    { numRuns: 300 },
  );
});

test("no text in a form can become anything but text", () => {
  fc.assert(
    fc.property(
      fc.array(nastyComponent, { maxLength: 4 }),
      nastyText,
      nastyText,
      (components, title, key) => {
        const place = { app: { id: key, name: title, avatar: key }, key, error: title };
        expect(
          harms(renderModal({ title, custom_id: title, components }, context(), place)),
        ).toEqual([]);
      },
    ),
    { numRuns: 300 },
  );
});

test("names of people, roles and channels cannot become anything but names", () => {
  fc.assert(
    fc.property(nastyText, (name) => {
      const names = {
        user: () => ({ name, avatar: name }),
        role: () => ({ name, color: Number.NaN }),
        channel: () => ({ name }),
      };
      const given = message({ content: "<@1> <@&1> <#1>", author: { id: "1", username: name } });
      expect(harms(renderMessage(given, context({ names })))).toEqual([]);
    }),
  );
});

test("what the bot escapes for a member is read exactly as the member wrote it", () => {
  fc.assert(
    fc.property(nastyText, (text) => {
      const written = text.replaceAll(/\r\n?/g, "\n").replaceAll(/\0|\p{Surrogate}/gu, "\uFFFD");
      const page = parse(markdown(plain(text), scope()));
      expect(page.text).toBe(written);
      expect(page.all.filter(({ tag }) => !["div", "p", "span"].includes(tag))).toEqual([]);
    }),
    { numRuns: 500 },
  );
});

test("a text made to be slow is read at once: no sign makes the reader look back and forth for long", () => {
  const patterns = [
    "*",
    "_",
    "**",
    "||",
    "`",
    "~~",
    "[",
    "](",
    "<",
    "> ",
    "- ",
    "**_",
    "*a",
    "[a](",
    "\\",
  ];
  for (const pattern of patterns) {
    const text = pattern.repeat(Math.floor(4000 / pattern.length));
    expect(parse(markdown(text, scope())).text.length).toBeGreaterThan(0);
  }
});
