import { element } from "./element.ts";

/** Views of which one is shown; arrow keys go from tab to tab. */
export function tabs(named: Readonly<Record<string, HTMLElement>>): HTMLElement {
  const bar = element("div", { class: "panel-tabs", role: "tablist" });
  const pairs = Object.entries(named).map(([name, view], index) => {
    const id = `panel-tab-${index}`;
    const tab = element(
      "button",
      { type: "button", role: "tab", id, "aria-controls": `${id}-view` },
      name,
    );
    const pane = element(
      "div",
      { role: "tabpanel", id: `${id}-view`, "aria-labelledby": id },
      view,
    );
    tab.addEventListener("click", () => show(index));
    tab.addEventListener("keydown", ({ key }) => {
      const step = key === "ArrowRight" ? 1 : key === "ArrowLeft" ? -1 : 0;
      if (step === 0) return;
      const next = (index + step + pairs.length) % pairs.length;
      show(next);
      pairs[next]?.tab.focus();
    });
    return { tab, pane };
  });

  function show(chosen: number): void {
    for (const [index, { tab, pane }] of pairs.entries()) {
      const isChosen = index === chosen;
      tab.setAttribute("aria-selected", String(isChosen));
      tab.tabIndex = isChosen ? 0 : -1;
      pane.hidden = !isChosen;
    }
  }

  bar.append(...pairs.map(({ tab }) => tab));
  show(0);
  return element("div", { class: "panel-body" }, bar, ...pairs.map(({ pane }) => pane));
}
