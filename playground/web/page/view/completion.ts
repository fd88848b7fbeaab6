import { type CommandOption, OptionType } from "../../../discord/options/command-shape.ts";
import { avatar } from "../../render/components/avatar.ts";
import { attributes, markup, type Html } from "../../render/html.ts";
import { type Draft, optionOf } from "../composer/draft.ts";
import type { List, Row } from "../composer/rows.ts";
import { BOT_PICTURE } from "../state/render-context.ts";

/** The list above the composer: commands, options, or what an option may be. */
export function completion(draft: Draft, list: List, active: number): Html {
  const option = optionOf(draft, draft.at);
  const hint = option && markup`<div class="completion-hint">${hintOf(option)}</div>`;
  const rows = list.rows.map((row, index) => {
    const named = {
      class: "row-item",
      role: "option",
      id: `row-${index}`,
      "aria-selected": String(index === active),
      "data-row": index,
    };
    return markup`<li${attributes(named)}>${face(row)}</li>`;
  });
  const title = list.rows.length > 0 && !option && list.title;
  return markup`<div class="completion">
    ${hint}${title && markup`<div class="completion-title" aria-hidden="true">${title}</div>`}${
      rows.length > 0
        ? markup`<ul role="listbox" id="completion" aria-label="${list.title}">${rows}</ul>`
        : list.note && markup`<p class="note" id="completion" role="status">${list.note}</p>`
    }
  </div>`;
}

function face(row: Row): Html {
  switch (row.kind) {
    case "command": {
      const { path, description, options } = row.usable;
      const takes = options
        .filter(({ required }) => required)
        .map(({ name }) => markup`<span class="takes">${name}</span>`);
      return markup`<img src="${BOT_PICTURE}" alt="" />${words(markup`/${path}${takes}`, description)}`;
    }
    case "option":
      return words(markup`${row.option.name}`, row.option.description);
    case "choice":
      return markup`${row.person && avatar(row.person.name)}${words(markup`${row.name}`)}`;
  }
}

const words = (name: Html, what?: string): Html =>
  markup`<span class="row-words">
    <span class="row-name">${name}</span>${what && markup`<span class="row-what">${what}</span>`}
  </span>`;

function hintOf(option: CommandOption): Html {
  const facts = [option.required ? "required" : "optional", ...limitsOf(option)];
  return markup`<strong>${option.name}</strong> ${option.description} <span class="kind">(${facts.join(", ")})</span>`;
}

function limitsOf(option: CommandOption): string[] {
  const { min_value: least, max_value: most, max_length: longest, type } = option;
  return [
    ...(least !== undefined && most !== undefined ? [`${least} to ${most}`] : []),
    ...(least !== undefined && most === undefined ? [`at least ${least}`] : []),
    ...(least === undefined && most !== undefined ? [`at most ${most}`] : []),
    ...(longest === undefined ? [] : [`up to ${longest.toLocaleString("en")} characters`]),
    ...(type === OptionType.Attachment ? ["a file"] : []),
  ];
}
