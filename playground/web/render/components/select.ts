import { ComponentType } from "discord-api-types/v10";
import type { Component } from "../../../discord/component-tree.ts";
import { within, type Scope } from "../context.ts";
import { attributes, markup, type Html } from "../html.ts";
import { check, chevronDown } from "../icons.ts";
import { withEmoji } from "../markdown/emoji.ts";
import { chosenIn, choicesOf, type Choice } from "./choices.ts";

const ASKS: Readonly<Record<number, string>> = {
  [ComponentType.UserSelect]: "Select a user",
  [ComponentType.RoleSelect]: "Select a role",
  [ComponentType.ChannelSelect]: "Select a channel",
  [ComponentType.MentionableSelect]: "Select a user or role",
};

/**
 * A menu: what is chosen, or what there is to choose, and the list below it while it is open.
 *
 * @param labelledBy the id of what names it, where something does
 */
export function select(menu: Component, given: Scope, labelledBy?: string): Html {
  const scope = within(given, menu.custom_id ?? "menu");
  const choices = choicesOf(menu, scope);
  const chosen = chosenIn(menu, scope);
  const isOpen = scope.openMenu === scope.key && !menu.disabled;
  const ask = menu.placeholder ?? ASKS[menu.type] ?? "Make a selection";
  const face = {
    type: "button",
    class: "select-face",
    role: "combobox",
    "aria-haspopup": "listbox",
    "aria-expanded": String(isOpen),
    "aria-controls": isOpen ? `${scope.key}.list` : undefined,
    ...(labelledBy === undefined ? { "aria-label": ask } : { "aria-labelledby": labelledBy }),
    "aria-required": menu.required ? "true" : undefined,
    disabled: menu.disabled,
    "data-custom-id": menu.custom_id,
    "data-menu": scope.key,
  };
  return markup`<div class="select${isOpen ? " open" : ""}"><button${attributes(face)}>${faceOf(choices, chosen, ask, menu)}${chevronDown}</button>${isOpen && listbox(menu, choices, chosen, scope.key)}</div>`;
}

function faceOf(
  choices: readonly Choice[],
  chosen: readonly string[],
  ask: string,
  menu: Component,
): Html {
  const shown = choices.filter(({ value }) => chosen.includes(value));
  if (shown.length === 0) return markup`<span class="placeholder">${withEmoji(ask)}</span>`;
  const isOfMany = (menu.max_values ?? 1) > 1 || menu.type !== ComponentType.StringSelect;
  const look = isOfMany ? "chosen pill" : "chosen";
  return markup`<span class="choices">
    ${shown.map(
      ({ sign, label }) =>
        markup`<span class="${look}">${sign}<span>${withEmoji(label)}</span></span>`,
    )}</span>`;
}

function listbox(
  menu: Component,
  choices: readonly Choice[],
  chosen: readonly string[],
  key: string,
): Html {
  const isMany = (menu.max_values ?? 1) > 1;
  const rows = choices.map((choice) => {
    const isChosen = chosen.includes(choice.value);
    const row = {
      class: "option",
      role: "option",
      tabindex: "-1",
      "aria-selected": String(isChosen),
      "data-value": choice.value,
    };
    return markup`<li${attributes(row)}>${choice.sign}<span class="option-words"><span class="option-label">${withEmoji(choice.label)}</span>${choice.description && markup`<span class="option-description">${withEmoji(choice.description)}</span>`}</span><span class="${isMany ? "tick box" : "tick"}" aria-hidden="true">${isChosen && check}</span></li>`;
  });
  const named = {
    class: "listbox",
    role: "listbox",
    id: `${key}.list`,
    "aria-label": menu.placeholder ?? "Choices",
    "aria-multiselectable": isMany ? "true" : undefined,
  };
  return markup`<ul${attributes(named)}>${rows}</ul>`;
}
