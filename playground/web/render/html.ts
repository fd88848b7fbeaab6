/** Markup in which everything that came from outside is escaped. Only this file can make one. */
class Markup {
  readonly #text: string;

  constructor(text: string) {
    this.#text = text;
  }

  toString(): string {
    return this.#text;
  }
}

export type Html = Markup;

export type HtmlValue = Html | string | number | null | undefined | false | readonly HtmlValue[];

export const NOTHING: Html = new Markup("");

/**
 * Writes markup. Texts put in are escaped, for elements and for quoted attributes alike; lists are
 * written one after the other; null, undefined and false are nothing. A line break in the source is
 * no space on the page: a message keeps every space that is in it, and would show that one too.
 */
export function markup(strings: TemplateStringsArray, ...values: HtmlValue[]): Html {
  const literals = tightened(strings);
  return new Markup(literals.map((string, index) => string + textOf(values[index])).join(""));
}

const known = new WeakMap<TemplateStringsArray, readonly string[]>();

function tightened(strings: TemplateStringsArray): readonly string[] {
  const done = known.get(strings);
  if (done !== undefined) return done;
  let isInTag = false;
  const literals = strings.map((string) =>
    string.replaceAll(/\s*\n\s*|[<>]/g, (found) => {
      if (found === "<" || found === ">") isInTag = found === "<";
      else return isInTag ? " " : "";
      return found;
    }),
  );
  known.set(strings, literals);
  return literals;
}

export type AttributeValue = string | number | boolean | null | undefined;

/** ` name="value"` for each that has one; true stands for the name alone, false for nothing. */
export function attributes(given: Readonly<Record<string, AttributeValue>>): Html {
  const written = Object.entries(given).map(([name, value]) => {
    if (value === undefined || value === null || value === false) return "";
    return value === true ? ` ${name}` : ` ${name}="${escape(String(value))}"`;
  });
  return new Markup(written.join(""));
}

function textOf(value: HtmlValue): string {
  if (value === null || value === undefined || value === false) return "";
  if (value instanceof Markup) return value.toString();
  if (typeof value === "object") return value.map((part) => textOf(part)).join("");
  return escape(String(value));
}

const ENTITIES: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};

/** A NUL or half a surrogate pair would be another character to the browser than to us. */
const escape = (text: string): string =>
  text
    .replaceAll("\u0000", "\uFFFD")
    .replaceAll(/\p{Surrogate}/gu, "\uFFFD")
    .replaceAll(/[&<>"']/g, (sign) => ENTITIES[sign] ?? "");
