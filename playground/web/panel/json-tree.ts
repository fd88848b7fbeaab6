import { element } from "./element.ts";

/** Deeper than this, one has to ask. */
const OPEN_DEPTH = 2;
const LONGEST_TEXT = 600;

/** A value to be unfolded; what lies folded is not made before somebody looks. */
export function jsonTree(value: unknown, depth = 0): HTMLElement {
  if (typeof value !== "object" || value === null) return leaf(value);
  const entries = Object.entries(value);
  const [open, close] = Array.isArray(value) ? ["[", "]"] : ["{", "}"];
  if (entries.length === 0) return element("span", { class: "json-mark" }, `${open}${close}`);

  const isOpen = depth < OPEN_DEPTH || entries.length === 1;
  const summary = element(
    "summary",
    {},
    element("span", { class: "json-mark" }, open),
    element("span", { class: "json-count" }, `${entries.length}`),
    element("span", { class: "json-mark" }, close),
  );
  const tree = element("details", { class: "json", open: isOpen }, summary);
  const fill = (): void => {
    if (!tree.open || tree.childElementCount > 1) return;
    tree.append(element("ul", {}, ...entries.map(([key, part]) => row(key, part, depth))));
  };
  tree.addEventListener("toggle", fill);
  fill();
  return tree;
}

function row(key: string, value: unknown, depth: number): HTMLElement {
  const name = element("span", { class: "json-key" }, key);
  return element("li", {}, name, ": ", jsonTree(value, depth + 1));
}

function leaf(value: unknown): HTMLElement {
  if (typeof value !== "string") {
    return element("span", { class: "json-value" }, JSON.stringify(value) ?? "undefined");
  }
  const shown = value.length > LONGEST_TEXT ? `${value.slice(0, LONGEST_TEXT)}…` : value;
  return element("span", { class: "json-text" }, JSON.stringify(shown));
}
