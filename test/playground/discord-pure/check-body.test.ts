import {
  ActionRowBuilder,
  ButtonBuilder,
  ButtonStyle,
  ContainerBuilder,
  LabelBuilder,
  MediaGalleryBuilder,
  MessageFlags,
  ModalBuilder,
  SectionBuilder,
  SlashCommandBuilder,
  TextDisplayBuilder,
  TextInputBuilder,
  TextInputStyle,
} from "discord.js";
import { describe, expect, test } from "vitest";
import { checkBody } from "../../../playground/discord/check-body.ts";
import { describeFormErrors } from "../../../playground/discord/form-errors.ts";

function faults(method: string, route: string, body: unknown): string[] {
  // On the wire there is no undefined.
  const sent: unknown = body === undefined ? undefined : JSON.parse(JSON.stringify(body));
  const verdict = checkBody(method, route, sent);
  return verdict.ok ? [] : describeFormErrors(verdict.errors);
}

const CALLBACK = "/interactions/:id/:token/callback";
const callback = (type: number, data?: object) =>
  faults("POST", CALLBACK, data ? { type, data } : { type });
const create = (body: object) => faults("POST", "/channels/:id/messages", body);

const card = new ContainerBuilder()
  .setAccentColor(0x58_65_f2)
  .addTextDisplayComponents(new TextDisplayBuilder().setContent("Hello"))
  .addSeparatorComponents((separator) => separator.setDivider(true))
  .addMediaGalleryComponents(
    new MediaGalleryBuilder().addItems((item) =>
      item.setURL("attachment://a.mp4").setDescription("A street in the rain"),
    ),
  )
  .addSectionComponents(
    new SectionBuilder()
      .addTextDisplayComponents((text) => text.setContent("More"))
      .setButtonAccessory((button) =>
        button.setCustomId("details").setLabel("Details").setStyle(ButtonStyle.Secondary),
      ),
  )
  .addActionRowComponents(
    new ActionRowBuilder<ButtonBuilder>().addComponents(
      new ButtonBuilder().setCustomId("cancel").setLabel("Cancel").setStyle(ButtonStyle.Danger),
    ),
  )
  .toJSON();

describe("bodies that discord.js builds pass", () => {
  const message = { components: [card], flags: MessageFlags.IsComponentsV2 };

  test("as a new message with a nonce", () => {
    const body = { ...message, nonce: "1".repeat(25), enforce_nonce: true, tts: false };
    expect(create({ ...body, attachments: [{ id: "0", filename: "a.mp4" }] })).toEqual([]);
  });

  test("as a first response, an update and an edit of the response", () => {
    const always = { tts: false, enforce_nonce: false, allowed_mentions: { parse: [] } };
    const edit = "/webhooks/:app/:token/messages/@original";
    expect(callback(4, { ...message, ...always })).toEqual([]);
    expect(callback(7, { ...message, ...always })).toEqual([]);
    expect(faults("PATCH", edit, { ...message, ...always })).toEqual([]);
    expect(faults("POST", "/webhooks/:app/:token", { ...message, ...always })).toEqual([]);
    expect(faults("PATCH", "/channels/:id/messages/:id", { ...message, ...always })).toEqual([]);
  });

  test("as deferrals without data", () => {
    expect([...callback(5), ...callback(6), ...callback(5, { flags: 64 })]).toEqual([]);
  });

  test("as a modal", () => {
    const modal = new ModalBuilder()
      .setCustomId("edit")
      .setTitle("Change it")
      .addLabelComponents(
        new LabelBuilder()
          .setLabel("Prompt")
          .setTextInputComponent(
            new TextInputBuilder().setCustomId("prompt").setStyle(TextInputStyle.Paragraph),
          ),
      );
    expect(callback(9, modal.toJSON())).toEqual([]);
  });

  test("as suggestions of text and of numbers", () => {
    expect(callback(8, { choices: [{ name: "One", value: "1" }] })).toEqual([]);
    expect(callback(8, { choices: [{ name: "One", value: 1 }] })).toEqual([]);
  });

  test("as commands", () => {
    const command = new SlashCommandBuilder()
      .setName("settings")
      .setDescription("Change things")
      .setDefaultMemberPermissions(32)
      .addSubcommand((subcommand) =>
        subcommand
          .setName("safety")
          .setDescription("How strict")
          .addIntegerOption((option) =>
            option.setName("level").setDescription("0 to 3").setMinValue(0).setMaxValue(3),
          ),
      );
    const body = [{ ...command.toJSON(), contexts: [0], integration_types: [0] }];
    expect(faults("PUT", "/applications/:id/commands", body)).toEqual([]);
    expect(faults("POST", "/applications/:id/guilds/:id/commands", body[0])).toEqual([]);
  });
});

describe("checkBody", () => {
  test("names the schema it used, and none where there is none", () => {
    expect(checkBody("post", "/api/v10/channels/123/messages", { content: "a" })).toEqual({
      schema: "MessageCreateRequest",
      ok: true,
    });
    expect(checkBody("GET", "/channels/123/messages", undefined).schema).toBe("none");
    expect(checkBody("PUT", "/applications/1/commands", []).schema).toBe(
      "ApplicationCommandUpdateRequestList",
    );
  });

  test("refuses a key that the schema does not name, at any depth", () => {
    expect(create({ content: "a", colour: "red", allowed_mentions: { parsed: [] } })).toEqual([
      "allowed_mentions.parsed: Discord knows no such field here [UNKNOWN_FIELD]",
      "colour: Discord knows no such field here [UNKNOWN_FIELD]",
    ]);
  });

  test("refuses a nonce on an interaction response", () => {
    expect(callback(4, { content: "a", nonce: "1" })).toEqual([
      "data.nonce: Discord knows no such field here [UNKNOWN_FIELD]",
    ]);
  });

  test("finds the one fault deep inside a tree of components", () => {
    const bad = structuredClone(card);
    Object.assign(bad.components[3] ?? {}, { accessory: { type: 2, style: 9, label: "A" } });
    expect(create({ components: [bad] })).toEqual([
      "components.0.components.3.accessory.style: Value must be one of (1, 2, 3, 4, 5, 6). [BASE_TYPE_CHOICES]",
    ]);
  });

  test("says which component types may stand where another stands", () => {
    expect(
      create({ components: [{ type: 17, components: [{ type: 17, components: [] }] }] }),
    ).toEqual([
      'components.0.components.0: Value of field "type" must be one of (1, 9, 10, 12, 13, 14). [UNION_TYPE_CHOICES]',
    ]);
  });

  test("says that a field is missing", () => {
    expect(create({ components: [{ type: 10 }] })).toEqual([
      "components.0.content: This field is required [BASE_TYPE_REQUIRED]",
    ]);
  });

  test.each([
    ["a number for text", { content: 5 }, 'content: Could not interpret "5" as string.'],
    ["text for flags", { flags: "64" }, 'flags: Value "64" is not number.'],
    ["text for truth", { tts: "no" }, "tts: Must be either true or false."],
    ["an object for a list", { embeds: {} }, "embeds: Only iterables may be used in a ListType"],
    ["text for an object", { poll: "a" }, "poll: Only dictionaries may be used in a ModelType"],
    ["a word for an id", { sticker_ids: ["x"] }, "sticker_ids.0: String value did not match"],
    ["too much text", { content: "a".repeat(4001) }, "content: Must be 4000 or fewer in length."],
    [
      "an empty text display",
      { components: [{ type: 10, content: "" }] },
      "components.0.content: Must be 1 or more in length.",
    ],
    [
      "a color over white",
      { components: [{ ...card, accent_color: 0x1_00_00_00 }] },
      "components.0.accent_color: int value should be less than or equal to 16777215.",
    ],
    [
      "a broken url",
      { components: [{ type: 13, file: { url: "no url" } }] },
      "components.0.file.url: Not a well formed URL.",
    ],
  ])("refuses %s in Discord's words", (_, body, sentence) => {
    expect(create(body).join("\n")).toContain(sentence);
  });

  test("counts characters and not UTF-16 units", () => {
    expect(callback(4, { content: "🎬".repeat(2000) })).toEqual([]);
    expect(callback(4, { content: "🎬".repeat(2001) })).toHaveLength(1);
  });

  test("takes the index of a file as a number", () => {
    expect(create({ content: "a", attachments: [{ id: 0, filename: "a.mp4" }] })).toEqual([]);
  });

  test("refuses a callback of a type that is not there", () => {
    expect(callback(3).join()).toContain('Value of field "type" must be one of (1, 4, 5,');
  });

  test("places faults of a bulk overwrite under the index of the command", () => {
    const options = [{ type: 3, name: "prompt", description: "What", min_value: 1 }];
    const body = [
      { name: "a", description: "b" },
      { name: "c", description: "d", options },
    ];
    expect(faults("PUT", "/applications/1/commands", body)).toEqual([
      "1.options.0.min_value: Discord knows no such field here [UNKNOWN_FIELD]",
    ]);
  });

  test("judges suggestions by the kind they come closest to", () => {
    const texts = [{ name: "One", value: "1" }, { value: "2" }];
    expect(callback(8, { choices: texts })).toEqual([
      "data.choices.1.name: This field is required [BASE_TYPE_REQUIRED]",
    ]);
  });

  test("treats a missing body as an empty one", () => {
    expect(faults("POST", CALLBACK, undefined)).toHaveLength(1);
  });
});
