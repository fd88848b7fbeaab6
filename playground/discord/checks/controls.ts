import { ButtonStyle, ComponentType } from "discord-api-types/v10";
import { isSelect, type Component, type Placed } from "../component-tree.ts";
import type { FieldPath, FormErrorTree } from "../form-errors.ts";
import { characters } from "./message-body.ts";
import { checkLength, isRequired } from "./words.ts";

/** Buttons and selects: ids, labels, options, and that each id stands only once in the message. */
export function checkControls(all: readonly Placed[], found: FormErrorTree): void {
  const customIds = new Set<string>();
  const ids = new Set<number>();
  for (const { component, path } of all) {
    if (component.type === ComponentType.Button) checkButton(component, path, found);
    if (isSelect(component)) checkSelect(component, path, found);
    checkCustomId(component, path, customIds, found);
    if (component.id && ids.has(component.id)) {
      found.add([...path, "id"], "COMPONENT_ID_DUPLICATED", "Component id cannot be duplicated");
    }
    if (component.id) ids.add(component.id);
  }
}

function checkCustomId(
  { custom_id: customId }: Component,
  path: FieldPath,
  seen: Set<string>,
  found: FormErrorTree,
): void {
  if (typeof customId !== "string") return;
  checkLength(characters(customId), 1, 100, [...path, "custom_id"], found);
  if (seen.has(customId)) {
    found.add(
      [...path, "custom_id"],
      "COMPONENT_CUSTOM_ID_DUPLICATED",
      "Component custom id cannot be duplicated",
    );
  }
  seen.add(customId);
}

function checkButton(button: Component, path: FieldPath, found: FormErrorTree): void {
  const { custom_id: customId, url, sku_id: sku, style } = button;
  const isLink = style === ButtonStyle.Link;
  const isPremium = style === ButtonStyle.Premium;
  if (customId && url) {
    found.add(
      path,
      "BUTTON_COMPONENT_CUSTOM_ID_URL_MUTUALLY_EXCLUSIVE",
      "A custom id and url cannot both be specified",
    );
  } else if (isLink && !url) isRequired([...path, "url"], found);
  else if (isPremium && !sku) isRequired([...path, "sku_id"], found);
  else if (!isLink && !isPremium && !customId) isRequired([...path, "custom_id"], found);
  else if (customId && (isLink || isPremium)) notHere(path, "custom_id", found);
  else if (url && !isLink) notHere(path, "url", found);
  checkLength(characters(button.label ?? ""), 0, 80, [...path, "label"], found);
  if (!isPremium && !button.label && !button.emoji) isRequired([...path, "label"], found);
}

function notHere(path: FieldPath, field: string, found: FormErrorTree): void {
  const message = `A button of this style cannot have a ${field}`;
  found.add([...path, field], "BUTTON_COMPONENT_INVALID_STYLE", message);
}

/** Rules for a select in a message and in a modal alike. */
export function checkSelect(select: Component, path: FieldPath, found: FormErrorTree): void {
  const isString = select.type === ComponentType.StringSelect;
  const options = select.options ?? [];
  if (!select.custom_id) isRequired([...path, "custom_id"], found);
  if (isString) checkLength(options.length, 1, 25, [...path, "options"], found);
  checkLength(characters(select.placeholder ?? ""), 0, 150, [...path, "placeholder"], found);
  const [min, max] = [select.min_values ?? 1, select.max_values ?? 1];
  const most = isString ? options.length : 25;
  if (min > max || max > most) {
    const message = `Must be between ${min} and ${most}, and not less than min_values`;
    found.add([...path, "max_values"], "NUMBER_TYPE_MAX", message);
  }
  checkOptions(select, path, found);
}

function checkOptions(select: Component, path: FieldPath, found: FormErrorTree): void {
  const values = new Set<string>();
  for (const [index, option] of (select.options ?? []).entries()) {
    const at = [...path, "options", index];
    checkLength(characters(option.label), 1, 100, [...at, "label"], found);
    checkLength(characters(option.value), 1, 100, [...at, "value"], found);
    if (values.has(option.value)) {
      const message = "The specified option value is already used";
      found.add([...at, "value"], "SELECT_COMPONENT_OPTION_VALUE_DUPLICATED", message);
    }
    values.add(option.value);
  }
}
