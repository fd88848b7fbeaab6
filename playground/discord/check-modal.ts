import { ComponentType } from "discord-api-types/v10";
import { checkSelect } from "./checks/controls.ts";
import { characters } from "./checks/message-body.ts";
import { checkLength, isRequired, typeMustBeOneOf } from "./checks/words.ts";
import { isSelect, walkComponents, type Component, type Placed } from "./component-tree.ts";
import {
  formErrors,
  invalidFormBody,
  type DiscordRefusal,
  type FieldPath,
  type FormErrorTree,
} from "./form-errors.ts";

const TOP_LEVEL = [ComponentType.ActionRow, ComponentType.TextDisplay, ComponentType.Label];

interface ModalBody {
  custom_id?: string;
  title?: string;
  components?: readonly Component[];
}

/**
 * Discord's limits on a modal (callback type 9), `data` being the modal itself.
 *
 * @param path where the modal sits in the body; `["data"]` unless told.
 */
export function checkModal(data: object, path: FieldPath = ["data"]): DiscordRefusal | null {
  const modal: ModalBody = data;
  const found = formErrors(path);
  checkLength(characters(modal.custom_id ?? ""), 1, 100, ["custom_id"], found);
  checkLength(characters(modal.title ?? ""), 1, 45, ["title"], found);
  const components = modal.components ?? [];
  checkLength(components.length, 1, 5, ["components"], found);
  const seen = new Set<string>();
  for (const placed of walkComponents(components)) {
    checkPlace(placed, found);
    checkCustomId(placed, seen, found);
  }
  return found.count > 0 ? invalidFormBody(found.errors) : null;
}

function checkPlace(placed: Placed, found: FormErrorTree): void {
  const { component, path, parent } = placed;
  if (!parent && !TOP_LEVEL.includes(component.type)) typeMustBeOneOf(TOP_LEVEL, path, found);
  if (parent?.type === ComponentType.ActionRow && component.type !== ComponentType.TextInput) {
    typeMustBeOneOf([ComponentType.TextInput], path, found);
  }
  if (component.type === ComponentType.Label) checkLabel(placed, found);
  if (component.type === ComponentType.TextInput) checkTextInput(placed, found);
  if (component.type === ComponentType.FileUpload) checkCounts(placed, 10, found);
  if (isSelect(component)) checkSelect(component, path, found);
}

function checkLabel({ component, path }: Placed, found: FormErrorTree): void {
  checkLength(characters(component.label ?? ""), 1, 45, [...path, "label"], found);
  checkLength(characters(component.description ?? ""), 0, 100, [...path, "description"], found);
  if (!component.component) isRequired([...path, "component"], found);
}

/** In an action row the input carries its own label; under a Label it must not. */
function checkTextInput({ component, path, parent }: Placed, found: FormErrorTree): void {
  const { min_length: min, max_length: max, value } = component;
  if (parent?.type === ComponentType.ActionRow) {
    checkLength(characters(component.label ?? ""), 1, 45, [...path, "label"], found);
  } else if (component.label) {
    const message = "A text input inside a label has no label of its own";
    found.add([...path, "label"], "TEXT_INPUT_LABEL_NOT_ALLOWED", message);
  }
  checkLength(characters(component.placeholder ?? ""), 0, 100, [...path, "placeholder"], found);
  if (min && max && min > max) {
    const message = `int value should be greater than or equal to ${min}.`;
    found.add([...path, "max_length"], "NUMBER_TYPE_MIN", message);
  }
  if (value) checkLength(characters(value), min ?? 0, max ?? 4000, [...path, "value"], found);
}

function checkCounts({ component, path }: Placed, most: number, found: FormErrorTree): void {
  const [min, max] = [component.min_values ?? 1, component.max_values ?? 1];
  if (min <= max && max <= most) return;
  const message = `Must be at most ${most} and not less than min_values`;
  found.add([...path, "max_values"], "NUMBER_TYPE_MAX", message);
}

const WITHOUT_ID: readonly ComponentType[] = [...TOP_LEVEL];

function checkCustomId({ component, path }: Placed, seen: Set<string>, found: FormErrorTree): void {
  if (WITHOUT_ID.includes(component.type)) return;
  const at = [...path, "custom_id"];
  const customId = component.custom_id ?? "";
  checkLength(characters(customId), 1, 100, at, found);
  if (seen.has(customId)) {
    const message = "Component custom id cannot be duplicated";
    found.add(at, "COMPONENT_CUSTOM_ID_DUPLICATED", message);
  }
  seen.add(customId);
}
