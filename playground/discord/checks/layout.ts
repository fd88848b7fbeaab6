import { ComponentType } from "discord-api-types/v10";
import { isSelect, walkComponents, type Component, type Placed } from "../component-tree.ts";
import type { FormErrorTree } from "../form-errors.ts";
import { characters } from "./message-body.ts";
import { checkLength, typeMustBeOneOf } from "./words.ts";

const MAX_COMPONENTS = 40;
const MAX_TEXT = 4000;
const MAX_ROWS = 5;

const TOP_LEVEL = [
  ComponentType.ActionRow,
  ComponentType.Section,
  ComponentType.TextDisplay,
  ComponentType.MediaGallery,
  ComponentType.File,
  ComponentType.Separator,
  ComponentType.Container,
];
const IN_CONTAINER = TOP_LEVEL.filter((type) => type !== ComponentType.Container);
const IN_ROW = [
  ComponentType.Button,
  ComponentType.StringSelect,
  ComponentType.UserSelect,
  ComponentType.RoleSelect,
  ComponentType.MentionableSelect,
  ComponentType.ChannelSelect,
];
const ACCESSORIES = [ComponentType.Button, ComponentType.Thumbnail];

/** Counts and nesting of a Components V2 message. */
export function checkLayoutV2(components: readonly Component[], found: FormErrorTree): void {
  const all = [...walkComponents(components)];
  for (const placed of all) checkPlace(placed, TOP_LEVEL, found);
  if (all.length > MAX_COMPONENTS) {
    const message = `Total number of components cannot exceed ${MAX_COMPONENTS}`;
    found.add(["components"], "COMPONENT_MAX_TOTAL_COMPONENTS_EXCEEDED", message);
  }
  const text = all.reduce((sum, { component }) => sum + characters(textOf(component)), 0);
  if (text > MAX_TEXT) {
    const message = `Components displayable text size exceeds maximum size of ${MAX_TEXT}`;
    found.add(["components"], "COMPONENT_DISPLAYABLE_TEXT_SIZE_EXCEEDED", message);
  }
}

/** Without the flag only action rows may stand in a message, at most five. */
export function checkLayoutV1(components: readonly Component[], found: FormErrorTree): void {
  checkLength(components.length, 0, MAX_ROWS, ["components"], found);
  const all = [...walkComponents(components)];
  for (const placed of all) checkPlace(placed, [ComponentType.ActionRow], found);
}

/**
 * Text whose UTF-8 is too long makes Discord fail with a bare 500, although it obeys the limit of
 * 4,000 characters (discord-api-docs#8554: bytes + 12 for each text display, 10,170 at most).
 */
export function exceedsHiddenTextLimit(components: readonly Component[]): boolean {
  let bytes = 0;
  for (const { component } of walkComponents(components)) {
    if (component.type === ComponentType.TextDisplay) {
      bytes += Buffer.byteLength(textOf(component)) + 12;
    }
  }
  return bytes > 10_170;
}

function textOf(component: Component): string {
  return component.type === ComponentType.TextDisplay ? (component.content ?? "") : "";
}

function checkPlace(placed: Placed, topLevel: ComponentType[], found: FormErrorTree): void {
  const { component, path, parent } = placed;
  const allowed = parent ? childrenOf(parent, component) : topLevel;
  if (!allowed.includes(component.type)) typeMustBeOneOf(allowed, path, found);
  if (component.type === ComponentType.ActionRow) checkRow(placed, found);
  else if (component.type === ComponentType.Section) checkSection(placed, found);
  else if (component.type === ComponentType.Container) {
    checkLength(component.components?.length ?? 0, 1, 40, [...path, "components"], found);
  } else if (component.type === ComponentType.MediaGallery) {
    checkLength(component.items?.length ?? 0, 1, 10, [...path, "items"], found);
  }
}

function childrenOf(parent: Component, child: Component): ComponentType[] {
  if (parent.accessory === child) return ACCESSORIES;
  if (parent.type === ComponentType.Container) return IN_CONTAINER;
  if (parent.type === ComponentType.Section) return [ComponentType.TextDisplay];
  if (parent.type === ComponentType.ActionRow) return IN_ROW;
  return [];
}

/** A row is five columns wide: a button takes one of them, a select takes all. */
function checkRow({ component, path }: Placed, found: FormErrorTree): void {
  const children = component.components ?? [];
  checkLength(children.length, 1, 5, [...path, "components"], found);
  let columns = 0;
  for (const [index, child] of children.entries()) {
    columns += isSelect(child) ? 5 : 1;
    if (columns <= 5 || children.length > 5) continue;
    found.add(
      [...path, "components", index],
      "COMPONENT_LAYOUT_WIDTH_EXCEEDED",
      "The specified component exceeds the maximum width",
    );
  }
}

function checkSection({ component, path }: Placed, found: FormErrorTree): void {
  checkLength(component.components?.length ?? 0, 1, 3, [...path, "components"], found);
  if (!component.accessory) {
    found.add([...path, "accessory"], "BASE_TYPE_REQUIRED", "This field is required");
  }
}
