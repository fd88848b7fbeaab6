import { invalidField } from "./api-error.ts";
import type { Core } from "./core.ts";
import type { Attachment, ComponentTree } from "./model.ts";
import { ComponentKind } from "./wire-numbers.ts";

type Node = Record<string, unknown>;

const DEFAULTS: Readonly<Record<number, Node>> = {
  [ComponentKind.container]: { accent_color: null, spoiler: false },
  [ComponentKind.separator]: { divider: true, spacing: 1 },
  [ComponentKind.thumbnail]: { description: null, spoiler: false },
  [ComponentKind.file]: { spoiler: false },
};

/**
 * The tree as Discord keeps it: every component has an id, defaults are filled in, and each
 * `attachment://name` has become a media item that knows its attachment.
 *
 * @throws ApiError 50035 for a reference to a file that is not there
 */
export function resolveComponents(
  core: Core,
  tree: unknown,
  attachments: readonly Attachment[],
): ComponentTree {
  const taken = new Set(idsIn(tree));
  let last = 0;
  const nextId = () => {
    do last += 1;
    while (taken.has(last));
    return last;
  };

  function media(value: unknown, path: (string | number)[]): Node {
    const url = (value as { url?: string } | undefined)?.url ?? "";
    const id = core.ids.next();
    if (!url.startsWith("attachment://")) {
      return { id, url, proxy_url: url, ...unfurled(url) };
    }
    const name = url.slice("attachment://".length);
    const attachment = attachments.find((candidate) => candidate.filename === name);
    if (!attachment) {
      throw invalidField(
        [...path, "url"],
        "UNFURLED_MEDIA_ITEM_REFERENCED_ATTACHMENT_NOT_FOUND",
        `The referenced attachment "${name}" was not found`,
      );
    }
    return { id, attachment_id: attachment.id, url: "", proxy_url: "" };
  }

  /** What Discord finds out about an address; ours fetches from nowhere but its own CDN. */
  function unfurled(url: string): Node {
    const isOwn = URL.canParse(url) && new URL(url).origin === core.origin;
    const file = isOwn ? core.files.get(new URL(url).pathname) : undefined;
    return {
      width: file?.width ?? null,
      height: file?.height ?? null,
      content_type: file?.contentType ?? null,
    };
  }

  function component(node: Node, path: (string | number)[]): Node {
    const result: Node = { ...DEFAULTS[Number(node["type"])], ...node };
    if (typeof result["id"] !== "number" || result["id"] === 0) result["id"] = nextId();
    for (const field of ["components", "items"] as const) {
      const children = node[field];
      if (!Array.isArray(children)) continue;
      result[field] = children.map((child: Node, index) =>
        field === "items"
          ? galleryItem(child, [...path, field, index])
          : component(child, [...path, field, index]),
      );
    }
    if (node["accessory"])
      result["accessory"] = component(node["accessory"] as Node, [...path, "accessory"]);
    if (node["media"]) result["media"] = media(node["media"], [...path, "media"]);
    if (node["type"] === ComponentKind.file) Object.assign(result, fileFields(node, path));
    return result;
  }

  function galleryItem(item: Node, path: (string | number)[]): Node {
    return {
      description: null,
      spoiler: false,
      ...item,
      media: media(item["media"], [...path, "media"]),
    };
  }

  function fileFields(node: Node, path: (string | number)[]): Node {
    const file = media(node["file"], [...path, "file"]);
    const attachment = attachments.find(({ id }) => id === file["attachment_id"]);
    return { file, name: attachment?.filename ?? "", size: attachment?.bytes.length ?? 0 };
  }

  const roots = Array.isArray(tree) ? (tree as Node[]) : [];
  return roots.map((node, index) => component(node, ["components", index]));
}

function* idsIn(value: unknown): Generator<number> {
  if (Array.isArray(value)) {
    for (const child of value) yield* idsIn(child);
  } else if (typeof value === "object" && value !== null) {
    const id: unknown = (value as Node)["id"];
    if (typeof id === "number" && id > 0) yield id;
    for (const child of Object.values(value)) yield* idsIn(child);
  }
}
