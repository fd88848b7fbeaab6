/**
 * A node of a template as one of the page. Styles go in by the object model: the page's policy lets
 * no style in that is written into markup.
 */
export function create(node: Node): Node {
  if (!(node instanceof Element)) return document.importNode(node, true);
  const made = document.createElementNS(node.namespaceURI, node.localName);
  for (const { name, value } of node.attributes) setAttribute(made, name, value);
  for (const child of node.childNodes) made.append(create(child));
  return made;
}

export function setAttribute(element: Element, name: string, value: string): void {
  if (name === "style" && element instanceof HTMLElement) {
    element.style.cssText = value;
    return;
  }
  element.setAttribute(name, value);
  if (name === "data-value" && element instanceof HTMLTextAreaElement) type(element, value);
}

/** Where it says so already the cursor stays where it is. */
export function type(field: HTMLTextAreaElement | HTMLInputElement, value: string): void {
  if (field.value !== value) field.value = value;
}
