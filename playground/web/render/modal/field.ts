import { ComponentType } from "discord-api-types/v10";
import { isSelect, type Component } from "../../../discord/component-tree.ts";
import { within, type Scope } from "../context.ts";
import { select } from "../components/select.ts";
import { attributes, markup, NOTHING, type Html } from "../html.ts";
import { upload } from "../icons.ts";
import { markdown } from "../markdown/markdown.ts";
import { checkbox, checkGroup } from "./checks.ts";
import { textInput } from "./text-input.ts";

/** One of the components at the top of a modal: words, or an input under its label. */
export function field(component: Component, scope: Scope): Html {
  if (component.type === ComponentType.TextDisplay) {
    return markdown(component.content ?? "", scope);
  }
  // The old shape: a text input in a row, with the label on the input itself.
  const old = component.type === ComponentType.ActionRow ? component.components?.[0] : undefined;
  const input = old ?? component.component;
  if (!input) return NOTHING;
  const label = component.label ?? input.label ?? "";
  const ids = { label: `${scope.key}.label`, help: `${scope.key}.help` };
  const star = (input.required ?? true) && input.type !== ComponentType.Checkbox;
  return markup`<div class="field">
    <div class="field-label" id="${ids.label}">
      ${label}${star && markup`<span class="required" title="Required" aria-hidden="true">*</span>`}
    </div>
    ${component.description && markup`<div class="field-help" id="${ids.help}">${component.description}</div>`}${control(input, within(scope, "input"), ids.label, component.description ? ids.help : undefined)}
  </div>`;
}

function control(input: Component, scope: Scope, label: string, help: string | undefined): Html {
  const described = { "aria-labelledby": label, "aria-describedby": help };
  if (isSelect(input)) return select(input, scope, label);
  switch (input.type) {
    case ComponentType.TextInput:
      return textInput(input, scope, described);
    case ComponentType.Checkbox:
      return checkbox(input, scope, label);
    case ComponentType.RadioGroup:
    case ComponentType.CheckboxGroup:
      return checkGroup(input, scope, label);
    case ComponentType.FileUpload:
      return fileUpload(input, described);
    default:
      return NOTHING;
  }
}

function fileUpload(input: Component, described: Record<string, string | undefined>): Html {
  const named = {
    type: "file",
    "data-custom-id": input.custom_id,
    name: input.custom_id,
    multiple: (input.max_values ?? 1) > 1,
    required: input.required ?? true,
    ...described,
  };
  return markup`<label class="file-upload">
    ${upload}<span>Drop a file here or browse</span><input${attributes(named)} /></label>`;
}
