/** What a node is, however its words and looks have changed. */
export interface Signature {
  /** The element's name and what it is for; with a key of its own, that alone. */
  kind: string;
  isKeyed: boolean;
  /** The files that play in it. */
  videos: readonly string[];
}

export function signature(node: Node): Signature {
  if (!(node instanceof Element)) return { kind: `#${node.nodeType}`, isKeyed: false, videos: [] };
  const key = node.id || node.getAttribute("data-key") || node.getAttribute("data-custom-id");
  const inside = [...node.querySelectorAll("video")];
  return {
    kind: [node.nodeName, node.classList[0], key].join("|"),
    isKeyed: key !== null && key !== "",
    videos: (node instanceof HTMLVideoElement ? [node] : inside).map(fileOf),
  };
}

/** What plays goes on in the same place, so a place with a video is the one that has it afterwards. */
export const isSame = (old: Signature, next: Signature): boolean =>
  old.kind === next.kind &&
  (old.isKeyed || old.videos.length === 0 || old.videos.some((file) => next.videos.includes(file)));

/** A file's address without what it is signed with: that changes, and the file does not. */
export const fileOf = (video: Element): string =>
  (video.getAttribute("src") ?? "").replace(/[?#].*$/, "");
