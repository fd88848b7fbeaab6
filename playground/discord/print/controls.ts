import { ButtonStyle, ComponentType } from "discord-api-types/v10";
import { isSelect, type Component } from "../component-tree.ts";
import type { PrintContext } from "./options.ts";
import { displayWidth } from "./width.ts";

const COLORS: Readonly<Record<number, number>> = {
  [ButtonStyle.Primary]: 0x58_65_f2,
  [ButtonStyle.Success]: 0x24_80_46,
  [ButtonStyle.Danger]: 0xda_37_3c,
};

/** `[ Cancel ]  [ Details ]`, over as many lines as the width asks for. */
export function paintRow(row: Component, width: number, context: PrintContext): string[] {
  const lines: string[] = [];
  for (const control of (row.components ?? []).map((child) => paintControl(child, context))) {
    const longer = lines.length === 0 ? control : `${lines.at(-1)}  ${control}`;
    if (lines.length === 0 || displayWidth(longer) > width) lines.push(control);
    else lines[lines.length - 1] = longer;
  }
  return lines;
}

export function paintControl(control: Component, context: PrintContext): string {
  if (control.type === ComponentType.Button) return paintButton(control, context);
  if (isSelect(control)) return paintSelect(control, context);
  return `[ ${control.label ?? control.custom_id ?? "?"} ]`;
}

function paintButton(button: Component, { ink }: PrintContext): string {
  const link = button.style === ButtonStyle.Link ? "↗" : undefined;
  const words = [button.emoji?.name, button.label, link].filter(Boolean).join(" ");
  // A cross-out sign and not only a dim colour: snapshots are printed without colour.
  if (button.disabled) return ink.dim(`[ ${words || "?"} ⊘ ]`);
  const color = COLORS[button.style ?? 0];
  const face = `[ ${words || "?"} ]`;
  return color === undefined ? ink.bold(face) : ink.paint(face, color);
}

function paintSelect(select: Component, { ink, names }: PrintContext): string {
  const chosen = [
    ...(select.options ?? []).filter((option) => option.default).map((option) => option.label),
    ...(select.default_values ?? []).map(({ id }) => names(id) ?? id),
  ].join(", ");
  const face = `‹ ${chosen || select.placeholder || "Make a selection"} ▾ ›`;
  return select.disabled ? ink.dim(`${face} ⊘`) : face;
}
