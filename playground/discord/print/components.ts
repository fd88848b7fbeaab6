import { ComponentType } from "discord-api-types/v10";
import { isSelect, type Component } from "../component-tree.ts";
import { box, RULE, withoutBox } from "./box.ts";
import { paintControl, paintRow } from "./controls.ts";
import { paintText } from "./markdown.ts";
import { paintMedia, type PrintableAttachment } from "./media.ts";
import type { PrintContext } from "./options.ts";
import { displayWidth, padEnd } from "./width.ts";

export interface Canvas {
  width: number;
  attachments: readonly PrintableAttachment[];
  context: PrintContext;
}

/** The components of a message, top to bottom, as lines of at most `canvas.width` columns. */
export function paintComponents(components: readonly Component[], canvas: Canvas): string[] {
  const lines = components.flatMap((component) => paintComponent(component, canvas));
  return withoutBox(lines, canvas.width, canvas.context);
}

function paintComponent(component: Component, canvas: Canvas): string[] {
  const { width, context, attachments } = canvas;
  if (component.type === ComponentType.Container) return paintContainer(component, canvas);
  if (component.type === ComponentType.Section) return paintSection(component, canvas);
  if (component.type === ComponentType.Separator) {
    return [(component.divider ?? true) ? RULE : ""];
  }
  if (component.type === ComponentType.TextDisplay) {
    return paintText(component.content ?? "", width, context);
  }
  if (component.type === ComponentType.ActionRow) return paintRow(component, width, context);
  if (component.type === ComponentType.MediaGallery) {
    return (component.items ?? []).flatMap(({ media, description, spoiler }) =>
      paintMedia({ reference: media, description, spoiler }, attachments, width, context),
    );
  }
  const reference = component.media ?? component.file;
  if (reference) {
    const { description, spoiler } = component;
    return paintMedia({ reference, description, spoiler }, attachments, width, context);
  }
  return [paintControl(component, context)];
}

function paintContainer(container: Component, canvas: Canvas): string[] {
  const { context, width } = canvas;
  const inner = { ...canvas, width: width - 4 };
  const lines = (container.components ?? []).flatMap((child) => paintComponent(child, inner));
  const title = container.spoiler ? "spoiler" : undefined;
  return box(lines, width, { accent: container.accent_color, title }, context);
}

/** The accessory stands at the right of the first line where it is a button, else below. */
function paintSection(section: Component, canvas: Canvas): string[] {
  const { accessory } = section;
  const paintAll = (width: number) =>
    (section.components ?? []).flatMap((child) => paintComponent(child, { ...canvas, width }));
  if (!accessory) return paintAll(canvas.width);
  if (accessory.type !== ComponentType.Button && !isSelect(accessory)) {
    return [...paintAll(canvas.width), ...paintComponent(accessory, canvas)];
  }
  const control = paintControl(accessory, canvas.context);
  if (displayWidth(control) > canvas.width / 2) return [...paintAll(canvas.width), control];
  const textWidth = canvas.width - displayWidth(control) - 2;
  const [first = "", ...rest] = paintAll(textWidth);
  return [`${padEnd(first, textWidth)}  ${control}`, ...rest];
}
