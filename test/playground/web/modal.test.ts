import { ComponentType, TextInputStyle } from "discord-api-types/v10";
import { expect, test } from "vitest";
import type { RenderContext } from "../../../playground/web/render/context.ts";
import { renderModal } from "../../../playground/web/render/modal/modal.ts";
import { parse, type Page } from "./support/parse.ts";
import { context } from "./support/sample.ts";

const label = (words: string, component: object, description?: string): object => ({
  type: ComponentType.Label,
  label: words,
  ...(description === undefined ? {} : { description }),
  component,
});

const modal = (components: object[], given: Partial<RenderContext> = {}): Page =>
  parse(
    renderModal({ title: "A form", custom_id: "form:1", components }, context(given), {
      app: { id: "12", name: "Flipbook" },
      key: "k",
    }),
  );

test("a form is a dialog that is named by its title and says who gets it", () => {
  const page = modal([]);
  const { attributes } = page.only("modal");
  expect(attributes).toMatchObject({
    role: "dialog",
    "aria-modal": "true",
    "data-custom-id": "form:1",
  });
  const title = page.all.find(({ attributes: own }) => own["id"] === attributes["aria-labelledby"]);
  expect(title?.text).toBe("A form");
  expect(page.only("modal-note").text).toContain("submitted to Flipbook");
});

test("a form is sent or taken away with real buttons", () => {
  const buttons = modal([]).tags("button");
  expect(buttons.map(({ attributes }) => attributes["type"])).toEqual([
    "button",
    "button",
    "submit",
  ]);
  expect(buttons.filter(({ attributes }) => "data-close" in attributes)).toHaveLength(2);
});

test("a text input is named by its label, explained below it and held to its limits", () => {
  const page = modal([
    label(
      "Key",
      {
        type: ComponentType.TextInput,
        style: TextInputStyle.Short,
        custom_id: "key",
        placeholder: "Paste it",
        min_length: 3,
        max_length: 9,
        value: "abc",
      },
      "From the account page",
    ),
  ]);
  const [input] = page.tags("input");
  expect(input?.attributes).toMatchObject({
    placeholder: "Paste it",
    minlength: "3",
    maxlength: "9",
    value: "abc",
    required: "",
    "data-custom-id": "key",
  });
  const named = (id: string | undefined): string | undefined =>
    page.all.find(({ attributes }) => attributes["id"] === id)?.text;
  expect(named(input?.attributes["aria-labelledby"])).toBe("Key*");
  expect(named(input?.attributes["aria-describedby"])).toBe("From the account page");
});

test("a text of several lines keeps them all, also the first when it is empty", () => {
  const value = "\none\ntwo";
  const page = modal([
    label("Reason", {
      type: ComponentType.TextInput,
      style: TextInputStyle.Paragraph,
      custom_id: "why",
      value,
    }),
  ]);
  expect(page.tags("textarea")[0]?.text).toBe(value);
});

test("a text input in a row, with a label of its own, works as well", () => {
  const page = modal([
    {
      type: ComponentType.ActionRow,
      components: [
        {
          type: ComponentType.TextInput,
          style: TextInputStyle.Short,
          custom_id: "old",
          label: "Old",
          required: false,
        },
      ],
    },
  ]);
  expect(page.only("field-label").text).toBe("Old");
  expect(page.tags("input")[0]?.attributes).not.toHaveProperty("required");
});

test("a menu in a form is named by its label", () => {
  const page = modal([
    label("Mode", {
      type: ComponentType.StringSelect,
      custom_id: "mode",
      options: [{ label: "Off", value: "off" }],
    }),
  ]);
  expect(page.only("select-face").attributes["aria-labelledby"]).toBe(
    page.only("field-label").attributes["id"],
  );
});

test.each([
  [ComponentType.RadioGroup, "radiogroup", "radio"],
  [ComponentType.CheckboxGroup, "group", "checkbox"],
])("a group of type %i has a line for each choice", (type, role, kind) => {
  const page = modal([
    label("Which", {
      type,
      custom_id: "which",
      options: [
        { label: "A", value: "a", default: true },
        { label: "B", value: "b" },
      ],
    }),
  ]);
  expect(page.only("checks").attributes["role"]).toBe(role);
  expect(
    page.tags("input").map(({ attributes }) => [attributes["type"], "checked" in attributes]),
  ).toEqual([
    [kind, true],
    [kind, false],
  ]);
});

test("a checkbox and a place for files are there", () => {
  const page = modal([
    label("Sure", { type: ComponentType.Checkbox, custom_id: "sure" }),
    label("List", { type: ComponentType.FileUpload, custom_id: "list", max_values: 2 }),
  ]);
  expect(page.tags("input").map(({ attributes }) => attributes["type"])).toEqual([
    "checkbox",
    "file",
  ]);
});

test("what was typed so far stays when the form is drawn again", () => {
  const given = label("Key", { type: ComponentType.TextInput, style: 1, custom_id: "key" });
  const page = modal([given], { entered: new Map([["key", "typed"]]) });
  expect(page.tags("input")[0]?.attributes["value"]).toBe("typed");
});

test("words between the fields are markdown", () => {
  const page = modal([{ type: ComponentType.TextDisplay, content: "**Read** this" }]);
  expect(page.tags("strong").map(({ text }) => text)).toContain("Read");
});

test("what was wrong with a form is said at once", () => {
  const page = parse(
    renderModal({ title: "A form", components: [] }, context(), {
      app: { id: "12", name: "Flipbook" },
      key: "k",
      error: "Something went wrong. Try again.",
    }),
  );
  expect(page.only("modal-error")).toMatchObject({
    text: "Something went wrong. Try again.",
    attributes: { role: "alert" },
  });
});
