import { parseFragment, type DefaultTreeAdapterTypes as Tree } from "parse5";

/** An element as a browser would make it of the markup. */
export interface Element {
  tag: string;
  attributes: Readonly<Record<string, string>>;
  text: string;
  /** Elements inside, depth first. */
  inside: readonly Element[];
}

export interface Page {
  /** Every element, depth first. */
  all: readonly Element[];
  text: string;
  /** What the parser had to put up with. */
  errors: readonly string[];
  /** Elements that carry the class. */
  of(className: string): Element[];
  tags(name: string): Element[];
  /** The only one with that class. @throws where there is none, or more than one */
  only(className: string): Element;
}

/** Parses as browsers do. */
export function parse(markup: { toString(): string }): Page {
  const errors: string[] = [];
  const fragment = parseFragment(String(markup), {
    onParseError: ({ code }) => errors.push(code),
  });
  const all = fragment.childNodes.flatMap((node) => elementsOf(node));
  const of = (className: string): Element[] =>
    all.filter(({ attributes }) => (attributes["class"] ?? "").split(" ").includes(className));
  return {
    all,
    text: fragment.childNodes.map((node) => textOf(node)).join(""),
    errors,
    of,
    tags: (name) => all.filter(({ tag }) => tag === name),
    only(className) {
      const [first, second] = of(className);
      if (!first || second) throw new Error(`not exactly one .${className} in ${String(markup)}`);
      return first;
    },
  };
}

function elementsOf(node: Tree.ChildNode): Element[] {
  if (!("tagName" in node)) return [];
  const inside = node.childNodes.flatMap((child) => elementsOf(child));
  const attributes = Object.fromEntries(node.attrs.map(({ name, value }) => [name, value]));
  return [{ tag: node.tagName, attributes, text: textOf(node), inside }, ...inside];
}

function textOf(node: Tree.ChildNode): string {
  if ("value" in node) return node.value;
  return "childNodes" in node ? node.childNodes.map((child) => textOf(child)).join("") : "";
}
