import { expect, test } from "vitest";
import { checkModal } from "../../../playground/discord/check-message.ts";
import { describeFormErrors } from "../../../playground/discord/form-errors.ts";

const input = (change: object = {}) => ({ type: 4, style: 1, custom_id: "prompt", ...change });
const label = (component: object, change: object = {}) => ({
  type: 18,
  label: "Prompt",
  component,
  ...change,
});
const modal = (...components: object[]) => ({ custom_id: "edit", title: "Change it", components });

function faults(data: object): string[] {
  return describeFormErrors(checkModal(data)?.errors ?? {});
}

test("a modal passes with text, an input, a select and an upload", () => {
  const options = [{ label: "One", value: "1" }];
  expect(
    faults(
      modal(
        { type: 10, content: "Read this" },
        label(input({ min_length: 1, max_length: 2048, value: "Rain" })),
        label({ type: 3, custom_id: "style", options }),
        label({ type: 19, custom_id: "frame", min_values: 0, max_values: 1 }),
      ),
    ),
  ).toEqual([]);
});

test("an input in an action row passes with its own label", () => {
  expect(faults(modal({ type: 1, components: [input({ label: "Prompt" })] }))).toEqual([]);
});

test("a modal needs a custom id, a title and a component", () => {
  expect(faults({})).toEqual([
    "data.custom_id: Must be between 1 and 100 in length. [BASE_TYPE_BAD_LENGTH]",
    "data.title: Must be between 1 and 45 in length. [BASE_TYPE_BAD_LENGTH]",
    "data.components: Must be between 1 and 5 in length. [BASE_TYPE_BAD_LENGTH]",
  ]);
});

test("a title has at most 45 characters", () => {
  expect(faults({ ...modal(label(input())), title: "x".repeat(46) }).join()).toContain("title");
});

test("a modal holds five components and not six", () => {
  const fields = (length: number) =>
    Array.from({ length }, (_, index) => label(input({ custom_id: `f${index}` })));
  expect(faults(modal(...fields(5)))).toEqual([]);
  expect(faults(modal(...fields(6))).join()).toContain("data.components: Must be between 1 and 5");
});

test.each([
  ["a bare input", input(), "must be one of (1, 10, 18)"],
  [
    "a button in a row",
    { type: 1, components: [{ type: 2, custom_id: "b" }] },
    "must be one of (4,)",
  ],
  ["a label without a component", { type: 18, label: "A" }, "component: This field is required"],
  ["a label over 45 characters", label(input(), { label: "x".repeat(46) }), "label: Must be"],
  ["a description over 100", label(input(), { description: "x".repeat(101) }), "description: Must"],
  ["an input with two labels", label(input({ label: "B" })), "no label of its own"],
  ["a placeholder over 100", label(input({ placeholder: "x".repeat(101) })), "placeholder: Must"],
  ["a value over its own limit", label(input({ max_length: 3, value: "four" })), "value: Must"],
  ["limits the wrong way round", label(input({ min_length: 9, max_length: 3 })), "max_length: int"],
  ["an input without a custom id", label(input({ custom_id: "" })), "custom_id: Must be between"],
  ["a select without options", label({ type: 3, custom_id: "s", options: [] }), "options: Must be"],
  ["eleven uploads", label({ type: 19, custom_id: "u", max_values: 11 }), "max_values: Must be"],
])("a modal is refused with %s", (_, component, sentence) => {
  expect(faults(modal(component)).join("\n")).toContain(sentence);
});

test("two inputs cannot share a custom id", () => {
  expect(faults(modal(label(input()), label(input()))).join()).toContain(
    "data.components.1.component.custom_id: Component custom id cannot be duplicated",
  );
});
