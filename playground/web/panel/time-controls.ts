import type { PlaygroundApi } from "../api.ts";
import { button, element } from "./element.ts";

const MINUTE_MS = 60_000;

const STEPS = [
  ["+15 minutes", 15 * MINUTE_MS],
  ["+1 hour", 60 * MINUTE_MS],
  ["+1 day", 24 * 60 * MINUTE_MS],
] as const;

/** The local servers' clocks, which only go forward, and the tokens that die of age. */
export function timeControls(
  api: PlaygroundApi,
  run: (act: Promise<unknown>) => void,
): HTMLElement {
  const steps = STEPS.map(([label, ms]) =>
    button(label, "panel-button", () => run(api.post("/api/clock/advance", { ms }))),
  );
  const expire = button("Expire tokens", "panel-button", () =>
    run(api.post("/api/tokens/expire", {})),
  );
  return element(
    "fieldset",
    {},
    element("legend", {}, "Time"),
    element("p", { class: "panel-hint" }, "Of the local servers; the bot keeps its own."),
    element("div", { class: "panel-buttons" }, ...steps),
    element("p", { class: "panel-hint" }, "Answers may be edited for 15 minutes; end that now:"),
    element("div", { class: "panel-buttons" }, expire),
  );
}
