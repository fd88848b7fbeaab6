import { OptionType } from "../../../discord/options/command-shape.ts";
import { attributes, markup, type Html } from "../../render/html.ts";
import { close, upload } from "../../render/icons.ts";
import { type Draft, type Filled, optionOf } from "../composer/draft.ts";
import { addressOf } from "./file-address.ts";

/** An option that is being filled in. */
export function chip(
  draft: Draft,
  filled: Filled,
  combobox: Readonly<Record<string, string | undefined>>,
): Html {
  const { name } = filled;
  const option = optionOf(draft, name);
  const isWrong = draft.refusal?.option === name;
  const isFile = option?.type === OptionType.Attachment;
  const look = ["chip", isWrong && "wrong"].filter(Boolean).join(" ");
  return markup`<span class="${look}" data-key="chip-${name}">
    <label for="option-${name}">${name}</label>
    ${isFile ? file(filled) : typed(filled, combobox, isWrong, option?.required ?? false)}
    ${
      !option?.required &&
      markup`<button type="button" class="chip-remove" data-remove="${name}" aria-label="Remove ${name}">
        ${close}</button>`
    }
  </span>`;
}

function typed(
  { name, text }: Filled,
  combobox: Readonly<Record<string, string | undefined>>,
  isWrong: boolean,
  isRequired: boolean,
): Html {
  const named = {
    id: `option-${name}`,
    rows: 1,
    "data-option": name,
    "data-value": text,
    spellcheck: "false",
    "aria-required": isRequired ? "true" : undefined,
    "aria-invalid": isWrong ? "true" : undefined,
    "aria-errormessage": isWrong ? "refusal" : undefined,
    ...combobox,
  };
  return markup`<textarea${attributes(named)}></textarea>`;
}

function file({ name, file: given }: Filled): Html {
  const browse = {
    type: "button",
    class: "chip-browse",
    id: `option-${name}`,
    "data-browse": name,
  };
  if (!given) {
    return markup`<button${attributes(browse)}>${upload}Drop a file or browse</button>`;
  }
  const isPicture = given.type.startsWith("image/");
  return markup`<span class="chip-file">
      ${isPicture && markup`<img src="${addressOf(given)}" alt="" />`}<span>${given.name}</span></span>
    <button${attributes({ ...browse, "aria-label": `Choose another file for ${name}` })}>${upload}</button>`;
}
