import { describe, expect, test } from "vitest";
import { checkMessage, type MessageContext } from "../../../playground/discord/check-message.ts";
import { describeFormErrors } from "../../../playground/discord/form-errors.ts";

const V2 = 1 << 15;
const plain: MessageContext = { uploadedFiles: [], maxBytes: 10_000_000 };

const text = (content: string) => ({ type: 10, content });
const row = (...components: object[]) => ({ type: 1, components });
const button = (custom_id: string, more: object = {}) => ({
  type: 2,
  style: 2,
  label: "Press",
  custom_id,
  ...more,
});
const select = (custom_id: string) => ({
  type: 3,
  custom_id,
  options: [{ label: "One", value: "1" }],
});
const v2 = (...components: object[]) => ({ flags: V2, components });

/** What is wrong with a message, one line each; empty when Discord would take it. */
function faults(body: object, context: Partial<MessageContext> = {}): string[] {
  const refusal = checkMessage(body, { ...plain, ...context });
  if (refusal === null) return [];
  return refusal.errors
    ? describeFormErrors(refusal.errors)
    : [`${refusal.status}/${refusal.code}: ${refusal.message}`];
}

const file = (filename: string, size = 1000) => ({ id: "0", filename, size });

describe("a Components V2 message", () => {
  test("passes with text, media, a section and buttons", () => {
    const body = {
      ...v2({
        type: 17,
        accent_color: 0x58_65_f2,
        components: [
          text("Hello"),
          { type: 14 },
          { type: 12, items: [{ media: { url: "attachment://a.mp4" }, description: "A street" }] },
          { type: 9, components: [text("More")], accessory: button("details") },
          row(button("cancel"), { type: 2, style: 5, label: "Open", url: "https://example.com" }),
        ],
      }),
      attachments: [{ id: "0", filename: "a.mp4" }],
    };
    expect(faults(body, { uploadedFiles: [file("a.mp4")] })).toEqual([]);
  });

  test.each(["content", "embeds", "poll", "sticker_ids"])("takes no %s beside it", (field) => {
    const value = { content: "x", embeds: [{}], poll: {}, sticker_ids: ["1"] }[field];
    expect(faults({ ...v2(text("a")), [field]: value })).toEqual([
      `${field}: The '${field}' field cannot be used when using MessageFlags.IS_COMPONENTS_V2` +
        " [MESSAGE_CANNOT_USE_LEGACY_FIELDS_WITH_COMPONENTS_V2]",
    ]);
  });

  test("takes null for the old fields", () => {
    expect(faults({ ...v2(text("a")), content: null, embeds: [] })).toEqual([]);
  });

  test("holds 40 components and not 41, nested ones counted", () => {
    const container = (children: number) =>
      v2({ type: 17, components: Array.from({ length: children }, () => text("a")) });
    expect(faults(container(39))).toEqual([]);
    expect(faults(container(40))).toEqual([
      "components: Total number of components cannot exceed 40 [COMPONENT_MAX_TOTAL_COMPONENTS_EXCEEDED]",
    ]);
  });

  test("counts accessories among the 40", () => {
    const sections = Array.from({ length: 14 }, (_, index) => ({
      type: 9,
      components: [text("a")],
      accessory: button(`b${index}`),
    }));
    expect(faults(v2(...sections)).join()).toContain("cannot exceed 40");
  });

  test("holds 4,000 characters over all texts, an emoji counting as one", () => {
    expect(faults(v2(text("🎬".repeat(2000)), text("b".repeat(2000))))).toEqual([]);
    expect(faults(v2(text("a".repeat(2000)), text("b".repeat(2001))))).toEqual([
      "components: Components displayable text size exceeds maximum size of 4000 [COMPONENT_DISPLAYABLE_TEXT_SIZE_EXCEEDED]",
    ]);
  });

  test("breaks Discord where its texts are over 10,170 bytes", () => {
    expect(faults(v2(text("夜".repeat(3386))))).toEqual([]);
    expect(faults(v2(text(`${"夜".repeat(3386)}a`)))).toEqual([
      "500/0: 500: Internal Server Error",
    ]);
  });

  test("wants 1 to 10 items in a media gallery", () => {
    const gallery = (length: number) =>
      v2({
        type: 12,
        items: Array.from({ length }, () => ({ media: { url: "https://example.com/a.png" } })),
      });
    expect(faults(gallery(10))).toEqual([]);
    for (const length of [0, 11]) {
      expect(faults(gallery(length))).toEqual([
        "components.0.items: Must be between 1 and 10 in length. [BASE_TYPE_BAD_LENGTH]",
      ]);
    }
  });

  test("wants 1 to 3 texts and an accessory in a section", () => {
    const four = { type: 9, components: [1, 2, 3, 4].map(() => text("a")) };
    expect(faults(v2(four))).toEqual([
      "components.0.components: Must be between 1 and 3 in length. [BASE_TYPE_BAD_LENGTH]",
      "components.0.accessory: This field is required [BASE_TYPE_REQUIRED]",
    ]);
  });

  test("has no button outside a row or a section", () => {
    expect(faults(v2(button("a")))).toEqual([
      'components.0: Value of field "type" must be one of (1, 9, 10, 12, 13, 14, 17). [UNION_TYPE_CHOICES]',
    ]);
  });

  test("has no container inside a container", () => {
    const inner = { type: 17, components: [text("a")] };
    expect(faults(v2({ type: 17, components: [inner] })).join()).toContain(
      'components.0.components.0: Value of field "type" must be one of (1, 9, 10, 12, 13, 14).',
    );
  });

  test("is refused as empty without components", () => {
    expect(faults({ flags: V2 })).toEqual(["400/50006: Cannot send an empty message"]);
  });

  test("holds 1,024 characters of alt text", () => {
    const media = { url: "https://example.com/a.png" };
    const gallery = v2({ type: 12, items: [{ media, description: "a".repeat(1025) }] });
    expect(faults(gallery)).toEqual([
      "components.0.items.0.description: Must be 1024 or fewer in length. [BASE_TYPE_MAX_LENGTH]",
    ]);
  });
});

describe("buttons and selects", () => {
  test("stand five to a row", () => {
    const six = ["a", "b", "c", "d", "e", "f"].map((id) => button(id));
    expect(faults(v2(row(...six.slice(0, 5))))).toEqual([]);
    expect(faults(v2(row(...six)))).toEqual([
      "components.0.components: Must be between 1 and 5 in length. [BASE_TYPE_BAD_LENGTH]",
    ]);
  });

  test("leave no room beside a select", () => {
    expect(faults(v2(row(select("a"))))).toEqual([]);
    expect(faults(v2(row(select("a"), button("b"))))).toEqual([
      "components.0.components.1: The specified component exceeds the maximum width [COMPONENT_LAYOUT_WIDTH_EXCEEDED]",
    ]);
  });

  test("have a custom id that stands only once in the message", () => {
    const twice = v2(row(button("same")), {
      type: 9,
      components: [text("a")],
      accessory: button("same"),
    });
    expect(faults(twice)).toEqual([
      "components.1.accessory.custom_id: Component custom id cannot be duplicated [COMPONENT_CUSTOM_ID_DUPLICATED]",
    ]);
  });

  test("have a custom id of at most 100 characters", () => {
    expect(faults(v2(row(button("x".repeat(101))))).join()).toContain("between 1 and 100");
  });

  test("have a label of at most 80 characters", () => {
    expect(faults(v2(row(button("a", { label: "x".repeat(81) })))).join()).toContain(
      "components.0.components.0.label: Must be 80 or fewer in length.",
    );
  });

  test("have a label or an emoji", () => {
    expect(faults(v2(row(button("a", { label: undefined, emoji: { name: "🎬" } }))))).toEqual([]);
    expect(faults(v2(row(button("a", { label: undefined })))).join()).toContain(
      "label: This field",
    );
  });

  test.each([
    ["a link without a url", { style: 5, custom_id: undefined }, "url: This field is required"],
    ["a link with a custom id", { style: 5, url: "https://a.b" }, "cannot both be specified"],
    ["a plain one without a custom id", { custom_id: undefined }, "custom_id: This field is"],
    ["a plain one with a url", { custom_id: undefined, url: "https://a.b" }, "custom_id: This"],
  ])("are refused as %s", (_, change, sentence) => {
    expect(faults(v2(row(button("a", change)))).join()).toContain(sentence);
  });

  test("have options with values of their own", () => {
    const option = { label: "One", value: "1" };
    const twin = { ...select("a"), options: [option, option] };
    expect(faults(v2(row(twin))).join()).toContain("The specified option value is already used");
  });

  test("cannot ask for more values than there are options", () => {
    expect(faults(v2(row({ ...select("a"), max_values: 2 }))).join()).toContain("max_values");
  });
});

describe("a message without the flag", () => {
  test("passes with content, an embed and five rows", () => {
    const rows = ["a", "b", "c", "d", "e"].map((id) => row(button(id)));
    expect(faults({ content: "Hi", embeds: [{ title: "T" }], components: rows })).toEqual([]);
  });

  test("takes no Components V2 types", () => {
    expect(faults({ components: [{ type: 17, components: [row(button("a"))] }] })).toEqual([
      'components.0: Value of field "type" must be one of (1,). [UNION_TYPE_CHOICES]',
    ]);
  });

  test("takes no sixth row", () => {
    const rows = ["a", "b", "c", "d", "e", "f"].map((id) => row(button(id)));
    expect(faults({ components: rows })).toEqual([
      "components: Must be 5 or fewer in length. [BASE_TYPE_MAX_LENGTH]",
    ]);
  });

  test("holds 2,000 characters of content", () => {
    expect(faults({ content: "🎬".repeat(2000) })).toEqual([]);
    expect(faults({ content: "a".repeat(2001) })).toEqual([
      "content: Must be 2000 or fewer in length. [BASE_TYPE_MAX_LENGTH]",
    ]);
  });

  test("holds 10 embeds and 6,000 characters in them", () => {
    expect(faults({ embeds: Array.from({ length: 11 }, () => ({ title: "T" })) }).join()).toContain(
      "embeds: Must be 10 or fewer in length.",
    );
    expect(faults({ embeds: [1, 2].map(() => ({ description: "a".repeat(3001) })) })).toEqual([
      "embeds: Embed size exceeds maximum size of 6000 [MAX_EMBED_SIZE_EXCEEDED]",
    ]);
  });

  test.each([{}, { content: "" }, { content: "  \n " }, { content: null, embeds: [] }])(
    "is refused when it would be empty: %j",
    (body) => {
      expect(faults(body)).toEqual(["400/50006: Cannot send an empty message"]);
    },
  );

  test("may be a file alone", () => {
    expect(faults({}, { uploadedFiles: [file("a.mp4")] })).toEqual([]);
  });

  test("has a nonce of at most 25 characters", () => {
    expect(faults({ content: "a", nonce: "1".repeat(25) })).toEqual([]);
    expect(faults({ content: "a", nonce: "1".repeat(26) })).toEqual([
      "nonce: Must be 25 or fewer in length. [BASE_TYPE_MAX_LENGTH]",
    ]);
  });
});

describe("files", () => {
  test("over the limit get a 413", () => {
    const upload = (size: number) => ({ uploadedFiles: [file("a.mp4", size)] });
    expect(faults({ content: "a" }, upload(10_000_000))).toEqual([]);
    expect(faults({ content: "a" }, upload(10_000_001))).toEqual([
      "413/40005: Request entity too large",
    ]);
  });

  test("may together be over the limit that holds for each", () => {
    const uploadedFiles = ["0", "1"].map((id) => ({ id, filename: `${id}.mp4`, size: 9_000_000 }));
    expect(faults({ content: "a" }, { uploadedFiles })).toEqual([]);
  });

  test("are at most ten", () => {
    const uploadedFiles = Array.from({ length: 11 }, (_, id) => ({ id, filename: "a", size: 1 }));
    expect(faults({ content: "a" }, { uploadedFiles }).join()).toContain("attachments: Must be 10");
  });

  test("have to be there where an attachments entry names them", () => {
    expect(faults({ content: "a", attachments: [{ id: "0" }] })).toEqual([
      "attachments.0.id: No uploaded or existing attachment has the id 0 [ATTACHMENT_NOT_FOUND]",
    ]);
  });

  test("have to be there where a component names them", () => {
    const body = v2({ type: 12, items: [{ media: { url: "attachment://b.mp4" } }] });
    expect(faults(body, { uploadedFiles: [file("a.mp4")] })).toEqual([
      "components.0.items.0.media.url: The referenced attachment attachment://b.mp4 was not found" +
        " [UNFURLED_MEDIA_ITEM_REFERENCED_ATTACHMENT_NOT_FOUND]",
    ]);
  });

  test("are found under the name Discord stores them by", () => {
    const body = (name: string) => v2({ type: 13, file: { url: `attachment://${name}` } });
    const uploadedFiles = [file("my clip (1).mp4")];
    expect(faults(body("my_clip_1.mp4"), { uploadedFiles })).toEqual([]);
    expect(faults(body("my clip (1).mp4"), { uploadedFiles })).toHaveLength(1);
  });

  test("that stay in an edit are found when their entry repeats the name", () => {
    const existing = { flags: V2, attachments: [{ id: "77", filename: "a.mp4" }] };
    const edit = (attachments: object[]) => ({
      ...v2({ type: 12, items: [{ media: { url: "attachment://a.mp4" } }] }),
      attachments,
    });
    expect(faults(edit([{ id: "77", filename: "a.mp4" }]), { existing })).toEqual([]);
    expect(faults(edit([{ id: "77" }]), { existing }).join()).toContain("was not found");
    expect(faults(edit([]), { existing }).join()).toContain("was not found");
  });
});

describe("flags", () => {
  test("make only interaction responses ephemeral", () => {
    const body = { content: "a", flags: 64 };
    expect(faults(body, { via: "interaction" })).toEqual([]);
    expect(faults(body, { via: "webhook" })).toEqual([]);
    expect(faults(body)).toHaveLength(1);
  });

  test("on a deferral are EPHEMERAL or nothing", () => {
    expect(faults({ flags: 64 }, { via: "deferral" })).toEqual([]);
    expect(faults({}, { via: "deferral" })).toEqual([]);
    expect(faults({ flags: V2 }, { via: "deferral" })).toHaveLength(1);
  });

  test("keep Components V2 through every edit", () => {
    const existing = { flags: V2, attachments: [] };
    const removed = "MESSAGE_CANNOT_REMOVE_COMPONENTS_V2_FLAG";
    expect(faults(v2(text("a")), { existing })).toEqual([]);
    expect(faults({ allowed_mentions: { parse: [] } }, { existing })).toEqual([]);
    expect(faults({ flags: 0 }, { existing }).join()).toContain(removed);
    expect(faults({ content: "a" }, { existing }).join()).toContain(removed);
    expect(faults({ components: [row(button("a"))] }, { existing }).join()).toContain(removed);
  });

  test("can bring Components V2 to a message whose content is emptied", () => {
    const existing = { flags: 0, content: "old", embeds: [], components: [], attachments: [] };
    expect(faults({ ...v2(text("a")), content: null }, { existing })).toEqual([]);
    expect(faults(v2(text("a")), { existing }).join()).toContain("The 'content' field");
  });
});

describe("an edit", () => {
  test("that leaves nothing is refused as empty", () => {
    const existing = { flags: 0, content: "a", embeds: [], components: [], attachments: [] };
    expect(faults({ content: "" }, { existing })).toEqual([
      "400/50006: Cannot send an empty message",
    ]);
  });

  test("that leaves an attachment is not empty", () => {
    const attachments = [{ id: "7", filename: "a.mp4" }];
    const existing = { flags: 0, content: "a", embeds: [], components: [], attachments };
    expect(faults({ content: "" }, { existing })).toEqual([]);
  });
});

test("errors are placed under the given path", () => {
  expect(faults({ content: "a".repeat(2001) }, { path: ["data"] })).toEqual([
    "data.content: Must be 2000 or fewer in length. [BASE_TYPE_MAX_LENGTH]",
  ]);
});
