import * as fc from "fast-check";

/** What somebody who means harm would write, between words of people who do not. */
const NASTY = [
  "<script>alert(1)</script>",
  '"><img src=x onerror=alert(1)>',
  "' onmouseover='alert(1)",
  "</textarea><script>",
  "</style>",
  "<!--",
  "]]>",
  "javascript:alert(1)",
  "data:text/html;base64,PHN2Zz4=",
  "[x](javascript:alert(1))",
  '[x](https://example.com/"onclick="alert(1))',
  "https://example.com/<b>",
  "&lt;b&gt;",
  "&#x3c;",
  "\u0000",
  "\uD800",
  "\u202E",
  "```",
  "`",
  "||",
  "**",
  "__",
  "~~",
  "*",
  "_",
  "> ",
  ">>> ",
  "# ",
  "-# ",
  "- ",
  "1. ",
  "\n",
  "\\",
  "<@1>",
  "<@&1>",
  "<#1>",
  "<t:1:R>",
  "<t:99999999999999999999:R>",
  "</a b:1>",
  "<:x:1>",
  "[",
  "](",
  ")",
  "😀",
];

/** A text of all of that. */
export const nastyText: fc.Arbitrary<string> = fc
  .array(fc.oneof(fc.constantFrom(...NASTY), fc.string({ maxLength: 6 })), { maxLength: 12 })
  .map((parts) => parts.join(""));

const number = fc.oneof(fc.integer(), fc.double(), nastyText as fc.Arbitrary<unknown>);
const media = fc.record({ url: nastyText, width: number, height: number, content_type: nastyText });
const option = fc.record({
  label: nastyText,
  value: nastyText,
  description: nastyText,
  default: fc.boolean(),
  emoji: fc.record({ id: nastyText, name: nastyText }),
});

/** Any component with any field: what Discord would refuse is tried as well. */
export const nastyComponent: fc.Arbitrary<object> = fc.letrec<{ one: object }>((tie) => {
  const children = fc.array(tie("one"), { maxLength: 3 });
  const fields = fc.record(
    {
      type: fc.integer({ min: 1, max: 24 }),
      id: fc.integer({ min: 1, max: 9 }),
      custom_id: nastyText,
      style: fc.integer({ min: 0, max: 6 }),
      label: nastyText,
      url: nastyText,
      content: nastyText,
      description: nastyText,
      placeholder: nastyText,
      value: nastyText,
      name: nastyText,
      size: fc.nat(),
      accent_color: number,
      spoiler: fc.boolean(),
      disabled: fc.boolean(),
      emoji: fc.record({ id: nastyText, name: nastyText }),
      options: fc.array(option, { maxLength: 2 }),
      default_values: fc.array(fc.record({ id: nastyText, type: nastyText }), { maxLength: 2 }),
      media,
      file: media,
      items: fc.array(fc.record({ media, description: nastyText, spoiler: fc.boolean() }), {
        maxLength: 3,
      }),
      components: children,
      component: tie("one"),
      accessory: tie("one"),
    },
    { requiredKeys: ["type"] },
  );
  return { one: fc.oneof({ maxDepth: 3 }, fc.constant({ type: 10, content: "" }), fields) };
}).one;
