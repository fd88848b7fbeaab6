/**
 * What makes one element the same as another, however its words and looks have changed: its name or
 * key, the control that it is, and the videos in it.
 */
export function signature(node: Node): string {
  if (!(node instanceof Element)) return `#${node.nodeType}`;
  const own = node.id || node.getAttribute("data-key") || node.getAttribute("data-custom-id") || "";
  const videos = [...node.querySelectorAll("video")].map(fileOf);
  const itself = node instanceof HTMLVideoElement ? fileOf(node) : "";
  return [node.nodeName, node.classList[0] ?? "", own, itself, ...videos].join("|");
}

/** A file's address without what it is signed with: that changes, and the file does not. */
export const fileOf = (video: Element): string =>
  (video.getAttribute("src") ?? "").replace(/[?#].*$/, "");
