import type { PlaygroundApi, WireDetail, WireLine } from "../api.ts";
import { element } from "./element.ts";
import { type LineRow, lineRow } from "./wire-line.ts";

/** As many as the server keeps; older rows make room. */
const KEPT = 400;

export interface WireList {
  readonly view: HTMLElement;
  /** Puts a line first, or changes the one of its id. */
  put(line: WireLine): void;
  clear(): void;
}

const FILTERS = [
  ["all", "All"],
  ["interaction", "Interactions"],
  ["discord", "Discord"],
  ["runware", "Runware"],
  ["task", "Tasks"],
] as const;

/** What went over the wire, newest first. */
export function wireList(api: PlaygroundApi): WireList {
  const rows = new Map<number, LineRow>();
  const nothing = element("p", { class: "panel-hint" }, "Nothing yet. Type a command.");
  const list = element("ol", {
    class: "wire",
    "data-shown": "all",
    "aria-label": "Wire, newest first",
  });
  const load = (id: number): Promise<WireDetail> => api.get(`/api/wire/detail?id=${id}`);

  return {
    view: element("div", { class: "panel-wire" }, filters(list), nothing, list),
    put(line) {
      const known = rows.get(line.id);
      if (known) {
        known.update(line);
        return;
      }
      const made = lineRow(line, load);
      rows.set(line.id, made);
      list.prepend(made.row);
      nothing.hidden = true;
      const [oldest] = rows;
      if (rows.size > KEPT && oldest) {
        oldest[1].row.remove();
        rows.delete(oldest[0]);
      }
    },
    clear() {
      rows.clear();
      list.replaceChildren();
      nothing.hidden = false;
    },
  };
}

function filters(list: HTMLElement): HTMLElement {
  const group = element("div", { class: "wire-filters", role: "group", "aria-label": "Show" });
  for (const [kind, label] of FILTERS) {
    const chip = element(
      "button",
      { type: "button", "aria-pressed": String(kind === "all") },
      label,
    );
    chip.addEventListener("click", () => {
      for (const other of group.children)
        other.setAttribute("aria-pressed", String(other === chip));
      list.dataset["shown"] = kind;
    });
    group.append(chip);
  }
  return group;
}
