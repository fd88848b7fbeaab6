import { ComponentType, TextInputStyle } from "discord-api-types/v10";
import { isSelect, type Component } from "../component-tree.ts";
import { box } from "./box.ts";
import { clean } from "./clean.ts";
import { paintControl } from "./controls.ts";
import { paintText } from "./markdown.ts";
import { printContext, type PrintContext, type PrintOptions } from "./options.ts";
import { padEnd, wrap } from "./width.ts";

export interface PrintableModal {
  title: string;
  custom_id?: string;
  components: readonly object[];
}

/** A modal as a member sees it before typing anything. */
export function printModal(given: PrintableModal, options: PrintOptions): string {
  const modal = clean(given);
  const { context, width } = printContext(options);
  const inner = width - 4;
  const fields = (modal.components as readonly Component[]).map((component) =>
    paintField(component, inner, context),
  );
  const lines = fields.flatMap((field, index) => (index === 0 ? field : ["", ...field]));
  const buttons = `${context.ink.bold("[ Cancel ]")}  ${context.ink.bold("[ Submit ]")}`;
  return box([...lines, "", buttons], width, { title: modal.title }, context).join("\n");
}

function paintField(component: Component, width: number, context: PrintContext): string[] {
  if (component.type === ComponentType.TextDisplay) {
    return paintText(component.content ?? "", width, context);
  }
  if (component.type === ComponentType.ActionRow) {
    return (component.components ?? []).flatMap((child) => [
      ...heading(child.label ?? "", child, context),
      ...paintInput(child, width, context),
    ]);
  }
  const input = component.component;
  if (!input) return [paintControl(component, context)];
  const explained = component.description ? wrap(component.description, width) : [];
  return [
    ...heading(component.label ?? "", input, context),
    ...explained.map((line) => context.ink.dim(line)),
    ...paintInput(input, width, context),
  ];
}

function heading(label: string, input: Component, { ink }: PrintContext): string[] {
  return label === "" ? [] : [`${ink.bold(label)}${(input.required ?? true) ? " *" : ""}`];
}

function paintInput(input: Component, width: number, context: PrintContext): string[] {
  if (isSelect(input)) return [paintControl(input, context)];
  if (input.type === ComponentType.TextInput) return paintTextInput(input, width, context);
  if (input.type === ComponentType.FileUpload) return ["[ ⇧ Upload a file ]"];
  if (input.type === ComponentType.Checkbox) return [input.default ? "☑" : "☐"];
  const [on, off] = input.type === ComponentType.RadioGroup ? ["◉", "○"] : ["☑", "☐"];
  return (input.options ?? []).map((option) => `${option.default ? on : off} ${option.label}`);
}

function paintTextInput(input: Component, width: number, context: PrintContext): string[] {
  const typed = input.value ?? "";
  const text = typed === "" ? context.ink.dim(input.placeholder ?? "") : typed;
  const lines = text.split("\n").flatMap((line) => wrap(line, width - 4));
  const minLines = input.style === TextInputStyle.Paragraph ? 3 : 1;
  while (lines.length < minLines) lines.push("");
  return [
    `┌${"─".repeat(width - 2)}┐`,
    ...lines.map((line) => `│ ${padEnd(line, width - 4)} │`),
    `└${"─".repeat(width - 2)}┘`,
  ];
}
