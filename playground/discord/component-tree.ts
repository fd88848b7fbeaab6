import { ComponentType } from "discord-api-types/v10";
import type { FieldPath } from "./form-errors.ts";

export interface MediaReference {
  url: string;
  attachment_id?: string;
  width?: number | null;
  height?: number | null;
  content_type?: string;
}

export interface GalleryItem {
  media: MediaReference;
  description?: string | null;
  spoiler?: boolean;
}

export interface ChoiceOption {
  label: string;
  value: string;
  description?: string | null;
  default?: boolean;
  emoji?: { name?: string | null };
}

/** Any component of a message or a modal, on its way in or out: all fields of all types. */
export interface Component {
  type: ComponentType;
  id?: number;
  custom_id?: string | null;
  style?: number;
  label?: string | null;
  url?: string | null;
  sku_id?: string | null;
  emoji?: { id?: string | null; name?: string | null } | null;
  disabled?: boolean;
  placeholder?: string | null;
  options?: readonly ChoiceOption[];
  default_values?: readonly { id: string; type: string }[];
  min_values?: number | null;
  max_values?: number | null;
  min_length?: number | null;
  max_length?: number | null;
  value?: string | null;
  required?: boolean;
  default?: boolean;
  content?: string;
  description?: string | null;
  spoiler?: boolean;
  accent_color?: number | null;
  divider?: boolean;
  spacing?: number;
  media?: MediaReference;
  items?: readonly GalleryItem[];
  file?: MediaReference;
  name?: string;
  size?: number;
  components?: readonly Component[];
  component?: Component;
  accessory?: Component;
}

export interface Placed {
  component: Component;
  path: FieldPath;
  parent: Component | undefined;
}

/** Every component, depth first, with where it sits in the body. */
export function* walkComponents(
  components: readonly Component[],
  base: FieldPath = ["components"],
  parent?: Component,
): Generator<Placed> {
  for (const [index, component] of components.entries()) {
    yield* walkOne(component, [...base, index], parent);
  }
}

function* walkOne(
  component: Component,
  path: FieldPath,
  parent: Component | undefined,
): Generator<Placed> {
  yield { component, path, parent };
  yield* walkComponents(component.components ?? [], [...path, "components"], component);
  for (const field of ["accessory", "component"] as const) {
    const child = component[field];
    if (child) yield* walkOne(child, [...path, field], component);
  }
}

const SELECTS: ReadonlySet<ComponentType> = new Set([
  ComponentType.StringSelect,
  ComponentType.UserSelect,
  ComponentType.RoleSelect,
  ComponentType.MentionableSelect,
  ComponentType.ChannelSelect,
]);

export function isSelect(component: Component): boolean {
  return SELECTS.has(component.type);
}
