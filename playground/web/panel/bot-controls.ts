import type { BotRequest, BotView, PlaygroundApi } from "../api.ts";
import { button, element } from "./element.ts";

export interface BotControls {
  readonly view: HTMLElement;
  show(bot: BotView): void;
}

const STATES: Readonly<Record<BotView["state"], { text: string; tone: string }>> = {
  starting: { text: "starting…", tone: "waiting" },
  online: { text: "online", tone: "good" },
  stopped: { text: "stopped", tone: "bad" },
};

/** How the bot's process is, and its end and beginning. */
export function botControls(api: PlaygroundApi, run: (act: Promise<unknown>) => void): BotControls {
  const state = element("span", { class: "panel-badge", role: "status" });
  const note = element("p", { class: "panel-hint panel-log" });
  const act = (label: string, doing: BotRequest["do"], look = "panel-button"): HTMLButtonElement =>
    button(label, look, () => run(api.post<BotView>("/api/bot", { do: doing }).then(show)));
  const kill = act("Kill −9", "kill", "panel-button danger");
  const restart = act("Restart", "restart");
  const start = act("Start", "start");

  function show(bot: BotView): void {
    const { text, tone } = STATES[bot.state];
    state.textContent = text;
    state.className = `panel-badge ${tone}`;
    note.textContent = bot.note;
    note.hidden = bot.note === "";
    const isStopped = bot.state === "stopped";
    kill.hidden = restart.hidden = isStopped;
    start.hidden = !isStopped;
  }

  const head = element("h3", {}, "The bot ", state);
  const buttons = element("div", { class: "panel-buttons" }, kill, restart, start);
  return { view: element("section", { class: "panel-bot" }, head, buttons, note), show };
}
