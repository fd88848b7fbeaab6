import type { PlaygroundApi, Switches, SwitchView } from "../api.ts";
import { button, element } from "./element.ts";

export interface SwitchBoard {
  readonly view: HTMLElement;
  show(switches: readonly SwitchView[]): void;
}

/** What can be made to go wrong, in groups. */
export function switchBoard(api: PlaygroundApi, run: (act: Promise<unknown>) => void): SwitchBoard {
  const view = element("div", { class: "panel-switches" });
  const boxes = new Map<string, HTMLInputElement>();

  const set = async (id: string, on: boolean): Promise<void> => {
    const { switches } = await api.post<Switches>("/api/faults", { id, on });
    for (const one of switches) update(one);
  };

  function update({ id, isOn }: SwitchView): void {
    const box = boxes.get(id);
    if (box) box.checked = isOn;
  }

  function rowOf(one: SwitchView): HTMLElement {
    const words = element(
      "span",
      { class: "switch-words" },
      element("span", { class: "switch-label" }, one.label),
      element("span", { class: "panel-hint", id: `hint-${one.id}` }, one.hint),
    );
    if (one.kind === "once") {
      const now = button("Do it", "panel-button", () => run(set(one.id, true)), {
        "aria-label": one.label,
        "aria-describedby": `hint-${one.id}`,
      });
      return element("div", { class: "switch" }, words, now);
    }
    const box = element("input", {
      type: "checkbox",
      role: "switch",
      class: "switch-box",
      "aria-label": one.label,
      "aria-describedby": `hint-${one.id}`,
    });
    box.addEventListener("change", () => {
      const wanted = box.checked;
      // It shows what the server says, not what was hoped for.
      box.checked = !wanted;
      run(set(one.id, wanted));
    });
    boxes.set(one.id, box);
    return element("label", { class: "switch" }, words, box);
  }

  return {
    view,
    show(switches) {
      const isKnown = switches.every(({ id, kind }) => kind === "once" || boxes.has(id));
      if (!isKnown || boxes.size === 0) {
        boxes.clear();
        view.replaceChildren(
          ...[...new Set(switches.map(({ group }) => group))].map((group) =>
            element(
              "fieldset",
              {},
              element("legend", {}, group),
              ...switches.filter((one) => one.group === group).map(rowOf),
            ),
          ),
        );
      }
      for (const one of switches) update(one);
    },
  };
}
