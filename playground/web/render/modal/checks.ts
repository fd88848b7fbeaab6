import { ComponentType } from "discord-api-types/v10";
import type { ChoiceOption, Component } from "../../../discord/component-tree.ts";
import type { Scope } from "../context.ts";
import { attributes, markup, type Html } from "../html.ts";

/** A single checkbox. */
export function checkbox(input: Component, scope: Scope, labelledBy: string): Html {
  const entered = scope.entered?.get(input.custom_id ?? "");
  const named = {
    type: "checkbox",
    "data-custom-id": input.custom_id,
    name: input.custom_id,
    checked: typeof entered === "boolean" ? entered : (input.default ?? false),
    "aria-labelledby": labelledBy,
  };
  return markup`<input${attributes(named)} />`;
}

/** One of several, or some of several, each with a line of its own. */
export function checkGroup(input: Component, scope: Scope, labelledBy: string): Html {
  const isOne = input.type === ComponentType.RadioGroup;
  const entered = scope.entered?.get(input.custom_id ?? "");
  const isChecked = ({ value, default: byDefault }: ChoiceOption): boolean =>
    entered === undefined
      ? (byDefault ?? false)
      : entered === value || (Array.isArray(entered) && entered.includes(value));
  const rows = (input.options ?? []).map((option) => {
    const named = {
      type: isOne ? "radio" : "checkbox",
      name: input.custom_id,
      value: option.value,
      checked: isChecked(option),
      "data-custom-id": input.custom_id,
    };
    return markup`<label class="check">
      <input${attributes(named)} /><span>
        <span class="option-label">${option.label}</span>
        ${option.description && markup`<span class="option-description">${option.description}</span>`}</span>
      </label>`;
  });
  return markup`<div
    class="checks"
    role="${isOne ? "radiogroup" : "group"}"
    aria-labelledby="${labelledBy}"
  >
    ${rows}
  </div>`;
}
