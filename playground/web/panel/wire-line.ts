import type { WireDetail, WireLine } from "../api.ts";
import { element } from "./element.ts";
import { jsonTree } from "./json-tree.ts";

const KINDS: Readonly<Record<WireLine["kind"], { sign: string; name: string }>> = {
  interaction: { sign: "▸", name: "Interaction" },
  discord: { sign: "D", name: "Request to Discord" },
  runware: { sign: "R", name: "Request to Runware" },
  task: { sign: "◆", name: "Task at Runware" },
};

export interface LineRow {
  readonly row: HTMLLIElement;
  update(line: WireLine): void;
}

/**
 * One line of the wire, which opens onto its bodies.
 *
 * @param load fetches the bodies, each time the line is opened or changes while it is open
 */
export function lineRow(first: WireLine, load: (id: number) => Promise<WireDetail>): LineRow {
  const summary = element("summary");
  const bodies = element("div", { class: "wire-bodies" });
  const details = element("details", {}, summary, bodies);
  const row = element("li", { class: "wire-line", "data-kind": first.kind }, details);

  const fill = async (): Promise<void> => {
    try {
      bodies.replaceChildren(...(await load(first.id)).parts.map(body));
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      bodies.replaceChildren(element("p", { class: "panel-hint" }, reason));
    }
  };
  details.addEventListener("toggle", () => {
    if (details.open) void fill();
    else bodies.replaceChildren();
  });

  const update = (line: WireLine): void => {
    summary.replaceChildren(...faceOf(line));
    if (details.open) void fill();
  };
  update(first);
  return { row, update };
}

function faceOf({ kind, atMs, title, note, status, schema, isFaulty }: WireLine): Node[] {
  const { sign, name } = KINDS[kind];
  const at = new Date(atMs);
  const badges = [
    ...(isFaulty
      ? [element("span", { class: "panel-badge faulty", title: "A fault on order" }, "fault")]
      : []),
    ...(schema ? [verdict(schema)] : []),
    element("span", { class: `panel-badge ${status.tone}` }, status.text),
  ];
  return [
    element("span", { class: "wire-kind", title: name, "aria-label": name, role: "img" }, sign),
    element("span", { class: "wire-title" }, ...breakable(title)),
    element(
      "span",
      { class: "wire-note" },
      element("time", { datetime: at.toISOString() }, at.toLocaleTimeString()),
      note === "" ? "" : ` · ${note}`,
    ),
    element("span", { class: "wire-badges" }, ...badges),
  ];
}

/** A path may go on in the next line after a slash, and nowhere else. */
const breakable = (title: string): Node[] =>
  title.split(/(?<=\/)/).flatMap((part) => [document.createTextNode(part), element("wbr")]);

function verdict({ name, ok }: NonNullable<WireLine["schema"]>): HTMLElement {
  const words = ok ? "fits Discord's schema" : "breaks Discord's schema";
  const title = `${words} ${name}`;
  return element(
    "span",
    { class: `panel-badge ${ok ? "good" : "bad"}`, title, "aria-label": title, role: "img" },
    ok ? "schema ✓" : "schema ✗",
  );
}

function body({ name, value }: WireDetail["parts"][number]): HTMLElement {
  return element("section", {}, element("h4", {}, name), jsonTree(value));
}
