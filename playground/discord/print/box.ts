import type { PrintContext } from "./options.ts";
import { clip, displayWidth, padEnd } from "./width.ts";

/** Stands for a rule across the whole box. */
export const RULE = "\u0000rule";

export interface BoxLook {
  /** `0xRRGGBB`: the bar on the left is heavy and, with colour, painted. */
  accent?: number | null | undefined;
  title?: string | undefined;
}

/** A rounded box of exactly `width` columns around lines of at most `width - 4`. */
export function box(
  lines: readonly string[],
  width: number,
  look: BoxLook,
  { ink }: PrintContext,
): string[] {
  const inner = width - 4;
  const edge = ink.dim;
  const hasAccent = look.accent !== undefined && look.accent !== null;
  const bar = hasAccent ? ink.paint("┃", look.accent ?? 0) : edge("│");
  const title = look.title ? ` ${clip(look.title, width - 6)} ` : "";
  const top = `╭─${title}${"─".repeat(Math.max(0, width - 3 - displayWidth(title)))}╮`;
  return [
    edge(top),
    ...lines.map((line) =>
      line === RULE
        ? `${hasAccent ? bar : edge("├")}${edge(`${"─".repeat(width - 2)}┤`)}`
        : `${bar} ${padEnd(clip(line, inner), inner)} ${edge("│")}`,
    ),
    edge(`╰${"─".repeat(width - 2)}╯`),
  ];
}

/** Rules outside a box are plain lines. */
export function withoutBox(lines: readonly string[], width: number, context: PrintContext) {
  return lines.map((line) => (line === RULE ? context.ink.dim("─".repeat(width)) : line));
}
