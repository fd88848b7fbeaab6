import type { Html } from "../../render/html.ts";
import { align } from "./align.ts";
import { create, setAttribute, type } from "./create.ts";
import { fileOf, isSame, signature } from "./signature.ts";

/**
 * Makes an element's content what the markup says and touches nothing else: what is focused stays
 * focused, what plays goes on playing, what was typed stays typed.
 */
export function patch(root: Element, content: Html): void {
  const template = document.createElement("template");
  template.innerHTML = String(content);
  patchChildren(root, template.content);
}

function patchChildren(old: Element, next: ParentNode & Node): void {
  const before = [...old.childNodes];
  const wanted = [...next.childNodes];
  const kept = align(before.map(signature), wanted.map(signature), isSame);
  const staying = new Set(kept);
  for (const [index, node] of before.entries()) if (!staying.has(index)) node.remove();
  let cursor: ChildNode | null = old.firstChild;
  for (const [index, node] of wanted.entries()) {
    const same = before[kept[index] ?? -1];
    if (same === undefined) old.insertBefore(create(node), cursor);
    else {
      patchNode(same, node);
      cursor = same.nextSibling;
    }
  }
}

function patchNode(old: Node, next: Node): void {
  if (!(old instanceof Element) || !(next instanceof Element)) {
    if (old.nodeValue !== next.nodeValue) old.nodeValue = next.nodeValue;
    return;
  }
  // What another part of the page draws into is its own.
  if (old.hasAttribute("data-foreign")) return;
  patchAttributes(old, next);
  patchChildren(old, next);
}

function patchAttributes(old: Element, next: Element): void {
  const isVideo = old instanceof HTMLVideoElement;
  for (const { name, value } of next.attributes) {
    if (old.getAttribute(name) === value) continue;
    // A newly signed address of the same file would start it from the beginning.
    if (isVideo && name === "src" && fileOf(old) === fileOf(next)) continue;
    setAttribute(old, name, value);
    if (name === "value" && old instanceof HTMLInputElement) type(old, value);
    if (name === "checked" && old instanceof HTMLInputElement) old.checked = true;
  }
  for (const name of old.getAttributeNames()) {
    if (next.hasAttribute(name) || isOfThePage(name, isVideo)) continue;
    old.removeAttribute(name);
    if (name === "checked" && old instanceof HTMLInputElement) old.checked = false;
  }
}

/** What the page itself has put on an element since it was drawn. */
const isOfThePage = (name: string, isVideo: boolean): boolean =>
  name.startsWith("data-live-") || (isVideo && (name === "controls" || name === "data-started"));
