import type { PlaygroundApi, PlaygroundEvent, WireView } from "../api.ts";
import { botControls } from "./bot-controls.ts";
import { element } from "./element.ts";
import { switchBoard } from "./switch-board.ts";
import { tabs } from "./tabs.ts";
import { timeControls } from "./time-controls.ts";
import { wireList } from "./wire-list.ts";

/**
 * The side panel: the bot's process, what goes over the wire, and what can be made to go wrong.
 * Its looks are in `panel.css`, which the page's sheet has to import.
 *
 * @returns takes it away again
 */
export function mountPanel(root: HTMLElement, api: PlaygroundApi): () => void {
  const trouble = element("p", { class: "panel-trouble", role: "alert", hidden: true });
  const violations = element("p", { class: "panel-trouble", hidden: true });
  const bot = botControls(api, run);
  const wire = wireList(api);
  const board = switchBoard(api, run);
  const faults = element("div", {}, board.view, timeControls(api, run));
  // What comes while the whole is being fetched is newer than the whole.
  let waiting: PlaygroundEvent[] | undefined;

  function run(act: Promise<unknown>): void {
    act.then(
      () => (trouble.hidden = true),
      (error: unknown) => {
        trouble.hidden = false;
        trouble.textContent = error instanceof Error ? error.message : String(error);
      },
    );
  }

  function showViolations(count: number): void {
    violations.hidden = count === 0;
    const what = count === 1 ? "one request" : `${count} requests`;
    violations.textContent = `Discord would have refused ${what} of the bot's.`;
  }

  function apply(event: PlaygroundEvent): void {
    if (event.type === "wire") {
      wire.put(event.line);
      showViolations(event.violations);
    }
    if (event.type === "bot") bot.show(event.bot);
    if (event.type === "switches") board.show(event.switches);
  }

  async function refresh(): Promise<void> {
    if (waiting) return;
    waiting = [];
    try {
      const view = await api.get<WireView>("/api/wire");
      wire.clear();
      for (const line of view.lines) wire.put(line);
      board.show(view.switches);
      bot.show(view.botState);
      showViolations(view.violations);
    } finally {
      const missed = waiting;
      waiting = undefined;
      for (const event of missed) apply(event);
    }
  }

  const leave = api.listen((event) => {
    if (event.type === "hello") run(refresh());
    else if (waiting) waiting.push(event);
    else apply(event);
  });
  root.replaceChildren(
    element(
      "div",
      { class: "panel" },
      bot.view,
      violations,
      trouble,
      tabs({ Wire: wire.view, Faults: faults }),
    ),
  );
  run(refresh());

  return () => {
    leave();
    root.replaceChildren();
  };
}
