import { TextInputStyle } from "discord-api-types/v10";
import type { Component } from "../../../discord/component-tree.ts";
import type { Scope } from "../context.ts";
import { attributes, markup, type Html } from "../html.ts";

/** @param described ids of what names and explains it */
export function textInput(
  input: Component,
  scope: Scope,
  described: Readonly<Record<string, string | undefined>>,
): Html {
  const entered = scope.entered?.get(input.custom_id ?? "");
  const value = typeof entered === "string" ? entered : (input.value ?? "");
  const named = {
    class: "text-input",
    "data-custom-id": input.custom_id,
    name: input.custom_id,
    placeholder: input.placeholder,
    minlength: input.min_length,
    maxlength: input.max_length ?? 4000,
    required: input.required ?? true,
    ...described,
  };
  if (input.style === TextInputStyle.Paragraph) {
    // The parser drops a line end that comes first, so that one of the text's own would be lost.
    return markup`<textarea${attributes({ ...named, rows: 4 })}>${"\n"}${value}</textarea>`;
  }
  // A name that browsers know would bring up what they remember of other pages.
  return markup`<input${attributes({ ...named, type: "text", value, autocomplete: "off" })} />`;
}
