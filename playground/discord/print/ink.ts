/** Begins every terminal colour code. */
export const ESC = String.fromCodePoint(27);

/** Colours and weights for a terminal; without colour every function gives its text back. */
export interface Ink {
  readonly on: boolean;
  bold: (text: string) => string;
  dim: (text: string) => string;
  italic: (text: string) => string;
  underline: (text: string) => string;
  strike: (text: string) => string;
  /** A 24-bit colour, `0xRRGGBB`. */
  paint: (text: string, rgb: number) => string;
}

export function ink(on: boolean): Ink {
  const style = (open: string, close: string) => (text: string) =>
    on && text !== "" ? `${ESC}[${open}m${text}${ESC}[${close}m` : text;
  return {
    on,
    bold: style("1", "22"),
    dim: style("2", "22"),
    italic: style("3", "23"),
    underline: style("4", "24"),
    strike: style("9", "29"),
    paint: (text, rgb) =>
      style(`38;2;${(rgb >> 16) & 255};${(rgb >> 8) & 255};${rgb & 255}`, "39")(text),
  };
}
